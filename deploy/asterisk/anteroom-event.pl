#!/usr/bin/perl
# AGI script: tells Anteroom what became of a call. What is sent and answered: docs/decisions/008-pbx-events.md.
# Whatever a caller can choose comes by AGI and never stands in a command line. `anteroom-deliver` sends it.
#
#   AGI(anteroom-event.pl,answered)   AGI(anteroom-event.pl,ended)
use strict;
use warnings;
use JSON::PP;
use Time::HiRes qw(time);

# The server refuses a field that is longer than 8 kB; no number hides in one of this length.
my $MAX_FIELD = 2_000;
my @HEADERS   = (
	'From', 'To', 'Privacy', 'P-Asserted-Identity', 'Remote-Party-ID',
	'X-Hotline', 'X-Called-Number', 'P-Called-Party-ID', 'History-Info', 'Diversion'
);
my %REASON = (
	ANSWER      => 'completed',
	CANCEL      => 'cancelled',
	NOANSWER    => 'no-answer',
	BUSY        => 'busy',
	CHANUNAVAIL => 'unreachable',
);
# Q.850 "call rejected": what a phone's 603 becomes.
my $REJECTED = 21;

$| = 1;
while (defined(my $line = <STDIN>)) { last if $line =~ /^\s*$/ }

my $event = event(shift @ARGV // 'ended');
open my $deliver, '|-', 'anteroom-deliver' or die "anteroom-deliver: $!\n";
print $deliver JSON::PP->new->utf8->canonical->encode($event);
close $deliver;

# A variable of the channel, undef where it has none.
sub variable {
	my ($name) = @_;
	print "GET VARIABLE $name\n";
	my $answer = <STDIN> // return undef;
	return undef unless $answer =~ /^200 result=1 \((.*)\)\s*$/;
	my $value = substr $1, 0, $MAX_FIELD;
	# Bytes that are no UTF-8 are taken for Latin-1.
	utf8::decode($value);
	return length $value ? $value : undef;
}

sub event {
	my ($type) = @_;
	my %headers;
	for my $name (@HEADERS) {
		# Several fields of one name, newest first: ANTEROOM_Diversion, ANTEROOM_Diversion_2 …
		( my $key = "ANTEROOM_$name" ) =~ tr/-/_/;
		my @values = grep { defined } map { variable($_) } $key, map { "${key}_$_" } 2 .. 5;
		$headers{$name} = \@values if @values;
	}
	my $call_id = variable('ANTEROOM_CALL_ID');
	my %event   = (
		version    => 1,
		eventId    => substr( $call_id, 0, 100 ) . "-$type",
		callId     => $call_id,
		at         => int( time * 1000 ),
		type       => $type,
		user       => variable('ANTEROOM_USER'),
		domain     => variable('ANTEROOM_DOMAIN'),
		requestUri => variable('ANTEROOM_REQUEST_URI') // '',
		headers    => \%headers,
	);
	return \%event if $type ne 'ended';
	my $status = variable('DIALSTATUS') // 'CANCEL';
	my $cause  = variable('HANGUPCAUSE') // 0;
	$event{reason} = $REASON{$status} // 'failed';
	$event{reason} = 'declined' if $cause == $REJECTED && $status !~ /^(ANSWER|CANCEL)$/;
	my $dialled_ms = variable('DIALEDTIME_MS') // 1000 * ( variable('DIALEDTIME') // 0 );
	my $ring_ms    = $dialled_ms - ( variable('RINGTIME_MS') // 0 );
	$event{ringMs} = $ring_ms if $ring_ms > 0;
	return \%event;
}
