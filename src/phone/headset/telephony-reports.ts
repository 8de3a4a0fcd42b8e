/** What a person does with a button: the new state of a switch, or one press of a key. */
export type HeadsetPress =
	{ readonly button: 'hook' | 'mute'; readonly isOn: boolean } | { readonly button: HeadsetButton };

type HeadsetButton = 'hook' | 'mute' | 'flash' | 'redial' | 'drop';
export type HeadsetLight = 'offHook' | 'ring' | 'mute' | 'hold';

/** One bit of a report; `bit` counts from the lowest bit of the first byte. */
interface ReportBit {
	readonly reportId: number;
	readonly bit: number;
}

interface InputBit extends ReportBit {
	readonly button: HeadsetButton;
	/**
	 * `state`: stays as it is (absolute, no preferred state); `press`: springs back (absolute with a
	 * preferred state), so that only its way down counts; `change`: each 1 is a press (relative).
	 */
	readonly kind: 'state' | 'press' | 'change';
}

interface OutputBit extends ReportBit {
	readonly light: HeadsetLight;
}

/** Where the buttons and lights of one device are. */
export interface TelephonyReports {
	readonly inputs: readonly InputBit[];
	readonly outputs: readonly OutputBit[];
	/** Bytes of each output report, by its id. */
	readonly outputSizes: ReadonlyMap<number, number>;
}

const TELEPHONY_PAGE = 0x0b;
// HID Usage Tables 1.5, 14 (Telephony Device Page) and 11 (LED Page): page << 16 | usage.
const BUTTONS: ReadonlyMap<number, HeadsetButton> = new Map([
	[0x0b0020, 'hook'],
	[0x0b0021, 'flash'],
	[0x0b0024, 'redial'],
	[0x0b0026, 'drop'],
	[0x0b002f, 'mute']
]);
const LIGHTS: ReadonlyMap<number, HeadsetLight> = new Map([
	[0x080009, 'mute'],
	[0x080017, 'offHook'],
	[0x080018, 'ring'],
	[0x080020, 'hold'],
	// Ringer: some headsets ring by it instead of the light.
	[0x0b009e, 'ring']
]);
/** A device that claims more is not a headset. */
const LONGEST_REPORT = 8 * 64;

/**
 * Reads from what a device says of itself where its telephone buttons and lights are; undefined for one
 * without such buttons. Bits are counted as in HID 1.11, 8: items follow each other, least significant first.
 */
export function telephonyReports(
	collections: readonly HIDCollectionInfo[]
): TelephonyReports | undefined {
	const telephony = collections.filter(({ usagePage }) => usagePage === TELEPHONY_PAGE);
	const inputs = telephony.flatMap(({ inputReports }) =>
		(inputReports ?? []).flatMap((report) =>
			fields(report).flatMap(({ usage, bit, item }): InputBit[] => {
				const button = BUTTONS.get(usage);
				return button ? [{ reportId: report.reportId ?? 0, bit, button, kind: kindOf(item) }] : [];
			})
		)
	);
	if (inputs.length === 0) return undefined;
	const reports = telephony.flatMap(({ outputReports }) => outputReports ?? []);
	const outputs = reports.flatMap((report) =>
		fields(report).flatMap(({ usage, bit }): OutputBit[] => {
			const light = LIGHTS.get(usage);
			return light ? [{ reportId: report.reportId ?? 0, bit, light }] : [];
		})
	);
	const lit = new Set(outputs.map(({ reportId }) => reportId));
	const outputSizes = new Map(
		reports
			.map((report) => [report.reportId ?? 0, Math.ceil(bitsOf(report) / 8)] as const)
			.filter(([id]) => lit.has(id))
	);
	return { inputs, outputs, outputSizes };
}

/** What a report says beside the one before with the same id, which is empty for the first. */
export function pressesIn(
	reports: TelephonyReports,
	reportId: number,
	bytes: Uint8Array,
	before: Uint8Array
): HeadsetPress[] {
	return reports.inputs.flatMap((input): HeadsetPress[] => {
		if (input.reportId !== reportId) return [];
		const [is, was] = [isSet(bytes, input.bit), isSet(before, input.bit)];
		const { button, kind } = input;
		if (kind === 'state' && (button === 'hook' || button === 'mute')) {
			return is === was ? [] : [{ button, isOn: is }];
		}
		return is && (kind === 'change' || !was) ? [{ button }] : [];
	});
}

/** The reports that light exactly these lights, by id. */
export function lightReports(
	{ outputs, outputSizes }: TelephonyReports,
	lit: Readonly<Record<HeadsetLight, boolean>>
): Map<number, Uint8Array<ArrayBuffer>> {
	const all = new Map([...outputSizes].map(([id, size]) => [id, new Uint8Array(size)]));
	for (const { reportId, bit, light } of outputs) {
		const bytes = all.get(reportId);
		if (bytes && lit[light]) bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (1 << (bit & 7));
	}
	return all;
}

/** The fields of one bit that a report has a usage for; others only take their room. */
function fields(report: HIDReportInfo) {
	if (bitsOf(report) > LONGEST_REPORT) return [];
	let start = 0;
	return (report.items ?? []).flatMap((item) => {
		const from = start;
		start += lengthOf(item);
		// An array holds a number of a usage, as keypads have it.
		if (item.isConstant || item.isArray || item.reportSize !== 1) return [];
		return Array.from({ length: item.reportCount ?? 0 }, (_, index) => ({
			...{ usage: usageAt(item, index), bit: from + index, item }
		}));
	});
}

function bitsOf({ items = [] }: HIDReportInfo): number {
	return items.reduce((sum, item) => sum + lengthOf(item), 0);
}

function lengthOf({ reportSize = 0, reportCount = 0 }: HIDReportItem): number {
	return reportSize * reportCount;
}

/** The last usage holds for all further fields (HID 1.11, 6.2.2.8), of which only the first is one button. */
function usageAt({ isRange, usages, usageMinimum = 0 }: HIDReportItem, index: number): number {
	return isRange ? usageMinimum + index : (usages?.[index] ?? 0);
}

function kindOf({ isAbsolute, hasPreferredState }: HIDReportItem): InputBit['kind'] {
	if (!isAbsolute) return 'change';
	return hasPreferredState ? 'press' : 'state';
}

function isSet(bytes: Uint8Array, bit: number): boolean {
	return (((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1) === 1;
}
