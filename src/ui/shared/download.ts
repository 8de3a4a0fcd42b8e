/** Saves a text as a file; spreadsheets tell by the mark at its start that a CSV file is UTF-8. */
export function download(name: string, text: string, type: 'text/csv' | 'text/vcard'): void {
	const url = URL.createObjectURL(new Blob([type === 'text/csv' ? '\ufeff' : '', text], { type }));
	const link = document.createElement('a');
	link.href = url;
	link.download = name;
	link.click();
	URL.revokeObjectURL(url);
}
