/** Where an account stands in the numbering plan: decides how national and local digits become E.164. */
export interface NumberingPlan {
	/** ISO 3166-1 alpha-2, e.g. `DE`. */
	readonly country: string;
	/** Area code without its trunk prefix, e.g. `711`; empty where the country has none. */
	readonly areaCode: string;
	/** The main number in E.164 to which extensions are appended, e.g. `+49711123`; empty where there is none. */
	readonly mainNumber: string;
	/** A number with at most this many digits is an extension. */
	readonly maxExtensionDigits: number;
}

/** A number as the field sees it. `raw` is kept because lists and patterns also compare "as dialled". */
export interface PhoneNumber {
	/** As dialled: visual separators removed, `+`, digits, `*` and `#` kept. */
	readonly raw: string;
	/** E.164 with the leading `+`; undefined for an extension or for what the plan cannot complete. */
	readonly e164?: string;
	/** Set where the number is an extension of the own PBX. */
	readonly extension?: string;
}
