#!/usr/bin/perl
# A message centre for the tests: Net::SMPP speaks the protocol, Encode reads the texts, so that
# nothing of the app judges what the app sends. Usage: smsc.pl ADDRESS PORT CONTROL-PORT FOLDER
# Submissions are noted in FOLDER/submitted.jsonl, which outlives the process.
#
# The control port takes one command a line and answers with one:
#   ready              -> ok
#   throttle COUNT     -> ok       the next submissions are refused with ESME_RTHROTTLED
#   hasty STAT         -> ok       the receipt of the next submission overtakes its answer
#   receipt ID STAT    -> the client's command_status, or "nobody" where no receiver is bound
use strict;
use warnings;
use Encode qw(decode);
use IO::Select;
use IO::Socket::INET;
use JSON::PP;
use Net::SMPP;
use POSIX qw(strftime);

use constant {
	SYSTEM_ID => 'anteroom', PASSWORD => 's3cret',
	THROTTLED => 0x58, INVALID_PASSWORD => 0x0e,
	RECEIVES  => { bind_receiver => 1, bind_transceiver => 1 },
	# SMPP 3.4 section 5.2.28
	STATES => { DELIVRD => 2, EXPIRED => 3, DELETED => 4, UNDELIV => 5, ACCEPTD => 6, UNKNOWN => 7, REJECTD => 8 },
};

my ($address, $port, $control_port, $folder) = @ARGV;
my $json = JSON::PP->new->canonical->utf8;
my $notes = "$folder/submitted.jsonl";
my $centre = Net::SMPP->new_listen($address, port => $port, smpp_version => 0x34, interface_version => 0x34)
	or die "cannot listen: $!";
my $control = IO::Socket::INET->new(LocalAddr => $address, LocalPort => $control_port, Listen => 5, ReuseAddr => 1)
	or die "cannot listen: $!";
my $select = IO::Select->new($centre, $control);
my (%receiver, %asked, %lines);
my ($throttled, $hasty) = (0, undef);

while (my @ready = $select->can_read) {
	for my $socket (@ready) {
		if ($socket == $centre) { $select->add($centre->accept) }
		elsif ($socket == $control) { my $client = $control->accept; $lines{$client} = ''; $select->add($client) }
		elsif (exists $lines{$socket}) { commands($socket) }
		else { pdu($socket) }
	}
}

sub leave {
	my ($socket) = @_;
	delete $receiver{$socket};
	delete $lines{$socket};
	$select->remove($socket);
	close $socket;
}

sub pdu {
	my ($session) = @_;
	my $pdu = $session->read_pdu or return leave($session);
	my $name = Net::SMPP::pdu_tab->{ $pdu->{cmd} }{cmd} // 'unknown';
	my $seq = $pdu->{seq};
	if ($name =~ /^bind_(receiver|transmitter|transceiver)$/) {
		my $known = $pdu->{system_id} eq SYSTEM_ID && $pdu->{password} eq PASSWORD;
		$receiver{$session} = $session if $known && RECEIVES->{$name};
		my $response = "${name}_resp";
		$session->$response(system_id => 'smsc', seq => $seq, status => $known ? 0 : INVALID_PASSWORD);
	}
	elsif ($name eq 'submit_sm') { submission($session, $pdu) }
	elsif ($name eq 'enquire_link') { $session->enquire_link_resp(seq => $seq) }
	elsif ($name eq 'unbind') { $session->unbind_resp(seq => $seq); leave($session) }
	elsif ($name eq 'deliver_sm_resp') {
		my $client = delete $asked{$seq};
		print {$client} "$pdu->{status}\n" if $client;
	}
}

sub submission {
	my ($session, $pdu) = @_;
	my $payload = $pdu->{message_payload};
	my $octets = $payload // $pdu->{short_message};
	my $coding = $pdu->{data_coding};
	my $is_refused = $throttled > 0;
	$throttled-- if $is_refused;
	my $id = sprintf 'M%04d', notes() + 1;
	my %note = map { $_ => $pdu->{$_} } qw(source_addr source_addr_ton source_addr_npi
		destination_addr dest_addr_ton dest_addr_npi data_coding esm_class registered_delivery);
	open my $file, '>>', $notes or die "$notes: $!";
	print {$file} $json->encode({
		%note,
		id => $id,
		status => $is_refused ? THROTTLED : 0,
		octets => length $octets,
		in => defined $payload ? 'message_payload' : 'short_message',
		text => decode($coding == 8 ? 'UTF-16BE' : 'gsm0338', $octets),
	}), "\n";
	close $file or die "$notes: $!";
	if ($hasty && !$is_refused) {
		receipt($session, $id, $hasty);
		$hasty = undef;
	}
	$session->submit_sm_resp(message_id => $id, seq => $pdu->{seq}, status => $is_refused ? THROTTLED : 0);
}

sub notes {
	open my $file, '<', $notes or return 0;
	my @lines = <$file>;
	return scalar @lines;
}

# SMPP 3.4 appendix B, and the TLVs that say the same.
sub receipt {
	my ($session, $id, $stat) = @_;
	my $date = strftime('%y%m%d%H%M', gmtime);
	my $delivered = $stat eq 'DELIVRD' ? '001' : '000';
	my $error = $stat eq 'DELIVRD' ? '000' : '069';
	return $session->deliver_sm(
		async => 1,
		source_addr => '491713920099', destination_addr => 'Anteroom', esm_class => 0x04,
		short_message => "id:$id sub:001 dlvrd:$delivered submit date:$date done date:$date stat:$stat err:$error text:",
		receipted_message_id => "$id\0", message_state => pack('C', STATES->{$stat}),
	);
}

sub commands {
	my ($client) = @_;
	sysread($client, $lines{$client}, 4096, length $lines{$client}) or return leave($client);
	while ($lines{$client} =~ s/^(.*?)\r?\n//) {
		my ($command, @words) = split ' ', $1;
		if ($command eq 'receipt') {
			my ($session) = values %receiver;
			if ($session) { $asked{ receipt($session, @words) } = $client; next }
			print {$client} "nobody\n";
			next;
		}
		if ($command eq 'throttle') { $throttled = $words[0] }
		elsif ($command eq 'hasty') { $hasty = $words[0] }
		print {$client} "ok\n";
	}
}
