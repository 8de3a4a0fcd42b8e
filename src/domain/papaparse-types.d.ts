/** What this room uses of papaparse. Its own types bring Node's along, and with them every name of Node's. */
declare const Papa: {
	parse<Row>(text: string, options: { delimiter: string; preview?: number }): { data: Row[] };
	unparse(rows: string[][], options: { delimiter: string; newline: string }): string;
};
export default Papa;
