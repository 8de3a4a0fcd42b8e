/*
 * Shapes of telephone collections as published report descriptors have them, in the way that browsers tell them
 * (WebHID, HIDCollectionInfo). What varies is how a switch speaks: as a state, as a key that springs back, or as
 * a change.
 */

interface ItemKind {
	readonly isAbsolute: boolean;
	readonly hasPreferredState: boolean;
}

// The data of an Input item (HID 1.11, 6.2.2.5).
const STATE: ItemKind = { isAbsolute: true, hasPreferredState: false }; // 0x22
const KEY: ItemKind = { isAbsolute: true, hasPreferredState: true }; // 0x02
const CHANGE: ItemKind = { isAbsolute: false, hasPreferredState: true }; // 0x06

/**
 * A headset as many vendors build it on chip makers' reference code: the hook is a state, mute and redial are
 * changes, flash is a key. Its lights come after a padding, in a report of their own.
 */
export const MIXED_HEADSET: HIDCollectionInfo[] = [
	{ usagePage: 0x0c, usage: 0x01, inputReports: [{ reportId: 1, items: [bits([0x0c00e9], KEY)] }] },
	{
		usagePage: 0x0b,
		usage: 0x05,
		inputReports: [
			{
				reportId: 0x20,
				items: [
					bits([0x0b0020], STATE),
					bits([0x0b002f], CHANGE),
					bits([0x0b0021], KEY),
					bits([0x0b0024], CHANGE),
					bits([0x090001], CHANGE),
					padding(3)
				]
			}
		],
		outputReports: [
			{ reportId: 0x21, items: [padding(9), bits([0x080017, 0x080018, 0x080009, 0x080020], STATE)] }
		]
	}
];

/** A phone unit without report ids whose keys all spring back; drop declines. */
export const KEY_UNIT: HIDCollectionInfo[] = [
	{
		usagePage: 0x0b,
		usage: 0x05,
		inputReports: [{ reportId: 0, items: [bits([0x0b0020, 0x0b002f, 0x0b0026], KEY), padding(5)] }],
		outputReports: []
	}
];

/** A mute switch that says its position, beside a range of usages that begins with the hook. */
export const RANGE_UNIT: HIDCollectionInfo[] = [
	{
		usagePage: 0x0b,
		usage: 0x01,
		inputReports: [
			{
				reportId: 5,
				items: [
					{
						...bits([], STATE),
						isRange: true,
						usageMinimum: 0x0b0020,
						usageMaximum: 0x0b0021,
						reportCount: 2
					},
					bits([0x0b002f], STATE)
				]
			}
		],
		outputReports: [{ reportId: 6, items: [bits([0x0b009e], STATE)] }]
	}
];

function bits(usages: number[], kind: ItemKind): HIDReportItem {
	return {
		...kind,
		usages,
		isArray: false,
		isConstant: false,
		isRange: false,
		reportSize: 1,
		reportCount: usages.length
	};
}

function padding(length: number): HIDReportItem {
	return { ...bits([], KEY), isConstant: true, reportCount: length };
}
