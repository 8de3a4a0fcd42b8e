import type { ColumnType } from 'kysely';
import type { PauseReason } from '#domain/channel-pause.ts';
import type { IncomingOutcome, OutgoingOutcome } from '#domain/call-outcome.ts';
import type { DeliveryState } from '#domain/journal-entry.ts';
import type { PictureType } from '#domain/picture.ts';

/**
 * The tables, one shape on SQLite and PostgreSQL: text ids made by us, times as UTC epoch
 * milliseconds in bigint columns (read as Number), JSON as text, truth as 0 or 1.
 * The five tables of better-auth keep that library's own names and types.
 */
export interface Schema {
	user: UserTable;
	session: SessionTable;
	account: CredentialTable;
	verification: VerificationTable;
	rateLimit: RateLimitTable;
	installation: InstallationTable;
	sip_account: SipAccountTable;
	account_settings: AccountSettingsTable;
	account_activity: AccountActivityTable;
	hotline: HotlineTable;
	picture: PictureTable;
	contact: ContactTable;
	contact_number: ContactNumberTable;
	directory_source: DirectorySourceTable;
	contact_choice: ContactChoiceTable;
	call: CallTable;
	call_report: CallReportTable;
	pbx_event: PbxEventTable;
	outbox: OutboxTable;
	delivery_receipt: DeliveryReceiptTable;
	channel_pause: ChannelPauseTable;
	push_device: PushDeviceTable;
	tray_message: TrayMessageTable;
}

/** better-auth's dates: ISO text on SQLite, `Date` on PostgreSQL. */
type AuthDate = ColumnType<string | Date, string | Date, string | Date>;
type OptionalAuthDate = ColumnType<
	string | Date | null,
	string | Date | null | undefined,
	string | Date | null
>;
/** better-auth's booleans: 0 or 1 on SQLite, boolean on PostgreSQL. */
type AuthBoolean = ColumnType<number | boolean, number | boolean, number | boolean>;
type OptionalAuthBoolean = ColumnType<
	number | boolean | null,
	number | boolean | null | undefined,
	number | boolean | null
>;
type Optional<T> = ColumnType<T | null, T | null | undefined, T | null>;
/** 0 or 1. */
type Flag = ColumnType<number, 0 | 1, 0 | 1>;

/** A person who signs in: what this product calls an account; its `id` is every `account_id`. */
export interface UserTable {
	id: string;
	name: string;
	email: string;
	emailVerified: AuthBoolean;
	image: Optional<string>;
	createdAt: AuthDate;
	updatedAt: AuthDate;
	role: Optional<string>;
	banned: OptionalAuthBoolean;
	banReason: Optional<string>;
	banExpires: OptionalAuthDate;
}

export interface SessionTable {
	id: string;
	expiresAt: AuthDate;
	token: string;
	createdAt: AuthDate;
	updatedAt: AuthDate;
	ipAddress: Optional<string>;
	userAgent: Optional<string>;
	userId: string;
	impersonatedBy: Optional<string>;
}

/** better-auth's `account`: one way of signing in (the password) of one user. */
export interface CredentialTable {
	id: string;
	accountId: string;
	providerId: string;
	userId: string;
	accessToken: Optional<string>;
	refreshToken: Optional<string>;
	idToken: Optional<string>;
	accessTokenExpiresAt: OptionalAuthDate;
	refreshTokenExpiresAt: OptionalAuthDate;
	scope: Optional<string>;
	password: Optional<string>;
	createdAt: AuthDate;
	updatedAt: AuthDate;
}

export interface VerificationTable {
	id: string;
	identifier: string;
	value: string;
	expiresAt: AuthDate;
	createdAt: AuthDate;
	updatedAt: AuthDate;
}

export interface RateLimitTable {
	id: string;
	key: string;
	count: number;
	lastRequest: number;
}

/** Facts of the installation as a whole, e.g. that the first-run setup has been done. */
export interface InstallationTable {
	key: string;
	value: string;
}

export interface SipAccountTable {
	account_id: string;
	server: string;
	user: string;
	domain: string;
	authorization_user: string;
	/** AES-256-GCM, see accounts/sealed-secret.ts. */
	password_sealed: string;
	display_name: string;
}

export interface AccountSettingsTable {
	account_id: string;
	version: number;
	/** JSON of domain `Settings`. */
	data: string;
	updated_at: number;
}

export interface AccountActivityTable {
	account_id: string;
	last_active_at: number;
}

export interface ContactChoiceTable {
	account_id: string;
	e164: string;
	source: string;
	contact_id: string;
	chosen_at: number;
}

export interface HotlineTable {
	id: string;
	/** JSON of domain `Hotline`. */
	data: string;
	position: number;
}

export interface PictureTable {
	/** SHA-256, hexadecimal. */
	id: string;
	type: PictureType;
	/** Base64. */
	data: string;
}

export interface ContactTable {
	id: string;
	/** `own`, or the configured source from which it was fetched. */
	source: string;
	/** Domain `searchTextOf`. */
	search: string;
	/** JSON of domain `Contact`. */
	data: string;
}

export interface ContactNumberTable {
	contact_id: string;
	e164: Optional<string>;
	/** The last digits, for uncertain matches; empty where the number has too few. */
	suffix: string;
}

/** A directory that an administrator has configured. */
export interface DirectorySourceTable {
	id: string;
	/** JSON of domain `DirectorySource`. */
	data: string;
	/** AES-256-GCM, see accounts/sealed-secret.ts. */
	password_sealed: Optional<string>;
	/** Kept for a while after its removal, so that it can be restored with its password. */
	removed_at: Optional<number>;
	/** When it last answered, or was last fetched whole. */
	answered_at: Optional<number>;
	/** What it said when it last failed, and since when it has; null while all is well. */
	error: Optional<string>;
	failed_since: Optional<number>;
	/** JSON: how far it has been fetched, see directory/carddav-sync.ts; null for not at all. */
	sync_state: Optional<string>;
	/** Null where nothing is fetched. */
	next_sync_at: Optional<number>;
	lease_owner: Optional<string>;
	leased_until: Optional<number>;
}

/** One logical call of one account, however many devices reported it. */
export interface CallTable {
	account_id: string;
	/** SIP Call-ID. */
	call_id: string;
	direction: 'incoming' | 'outgoing';
	outcome: IncomingOutcome | OutgoingOutcome;
	/** Domain `callerKey`; null for withheld and unavailable callers. */
	caller_key: Optional<string>;
	started_at: number;
	ended_at: number;
	connected_at: Optional<number>;
	ring_ms: number;
	/** JSON of domain `JoinedCall` (incoming) or of the joined outgoing report. */
	joined: string;
	/** End of the grace period; null where there is nothing to decide. */
	decide_at: Optional<number>;
	decided_at: Optional<number>;
	/** JSON of domain `Decision`. */
	decision: Optional<string>;
	notified: Flag;
	processed_at: Optional<number>;
	/** JSON of domain `Processed`: by whom, by which call. */
	processed_by: Optional<string>;
	/** The Call-ID in `processed_by`, where a later call did it. */
	processed_by_call: Optional<string>;
	/** JSON of domain `HandMark`: the latest that somebody wished by hand. */
	by_hand: Optional<string>;
	/** Domain `callerParty` or `dialledParty`; null for withheld and unavailable callers. */
	party_key: Optional<string>;
	/** JSON: name and company of a certain contact of the other party, as they were then. */
	contact: Optional<string>;
	/** When to look which calls this one marks processed, or is marked by; null when that is done. */
	follow_up_at: Optional<number>;
	/** Grows with each change within the account and is never given twice: see intake/change-number.ts. */
	changed_at: ColumnType<number, number, number>;
}

export interface CallReportTable {
	account_id: string;
	report_id: string;
	call_id: string;
	device_id: string;
	/** JSON of domain `CallReport`. */
	data: string;
	received_at: number;
}

/** What a PBX said of one call; kept for a while, see pbx/events/event-store.ts. */
export interface PbxEventTable {
	account_id: string;
	event_id: string;
	/** SIP Call-ID. */
	call_id: string;
	/** JSON of domain `ReadPbxEvent`. */
	data: string;
	received_at: number;
}

export type OutboxState = 'waiting' | 'sent' | 'given-up';

/** One message to be delivered. Unique per call and channel: never two for one decision. */
export interface OutboxTable {
	id: string;
	account_id: string;
	call_id: string;
	channel: string;
	/** JSON of what the channel's sender sends. */
	payload: string;
	state: OutboxState;
	attempts: number;
	next_at: number;
	lease_owner: Optional<string>;
	leased_until: Optional<number>;
	first_at: number;
	last_error: Optional<string>;
	response: Optional<string>;
	sent_at: Optional<number>;
	message_id: string;
	/** By which receipts name it, see receipts/receipts.ts; null where none can come. */
	receipt_key: Optional<string>;
	/** What the network said in the end; null where it has not, or never does. */
	delivery: Optional<DeliveryState>;
	/** When it said so to us. */
	delivery_at: Optional<number>;
	delivery_said: Optional<string>;
	/** JSON of domain `MessageLogEntry[]`; null for messages of older versions. */
	log: Optional<string>;
}

/** What networks said of messages, until it is joined with the message. */
export interface DeliveryReceiptTable {
	receipt_key: string;
	delivery: DeliveryState;
	said: string;
	received_at: number;
}

/** A channel on which nothing is sent for now, because the installation's configuration is refused. */
export interface ChannelPauseTable {
	channel: string;
	reason: PauseReason;
	/** The server's own words. */
	error: string;
	since: number;
	/** How many messages have been tried since, one at a time. */
	probes: number;
	next_probe_at: number;
}

/** A browser that is told of calls while the app is closed: a push subscription (RFC 8030) of one account. */
export interface PushDeviceTable {
	id: string;
	account_id: string;
	/** The sign-in that it belongs to: it goes with it. */
	session_id: string;
	/** What the browser calls itself in its call reports. */
	device_id: string;
	/** For people. */
	name: string;
	endpoint: string;
	/** The browser's public key and its secret (RFC 8291 §3.1), base64url. */
	p256dh: string;
	auth: string;
	made_at: number;
	/** When the push service last took a message for it. */
	used_at: Optional<number>;
	/** The last message of the outbox that it was sent: not again when another device's turn is repeated. */
	last_message_id: Optional<string>;
}

/** What the demo "delivered": kept here instead of being sent into the world. */
export interface TrayMessageTable {
	id: string;
	channel: string;
	created_at: number;
	sender: string;
	recipient: string;
	subject: string;
	/** The message as it would have gone out (RFC 5322 source for mail). */
	source: string;
}
