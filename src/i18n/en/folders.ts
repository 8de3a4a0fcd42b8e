/** Texts of the page with folders and files of contacts on this device. */
export const folders = {
	title: 'Contacts on this device',
	intro:
		'Folders and files on this device with contacts as vCard (.vcf) or CSV. Whoever stands there is named when they call, and found where you search.',
	stays:
		'They stay on this device, unless you copy them to the own address book. Only who called goes to the server with the call (name, company, numbers, e-mail), so that notifications name the caller.',
	named: (name: string) => `${name} (on this device)`,
	empty: 'No folders or files yet',
	emptyHint:
		'Choose the folder in which your mail program, telephone or cloud keeps its contacts: callers are then named, also while the server is away.',
	broken:
		'This browser does not let Anteroom keep anything (private window, or no space): contacts of this device are not known.',
	addFolder: 'Add folder',
	addFiles: 'Add files',
	addPicked: 'Choose contacts',
	pickedName: 'Contacts of the telephone',
	copiesHint:
		'This browser hands over copies: what changes in the files later is not seen here. Choose them again to renew them.',
	kind: {
		folder: 'Folder: changes are seen by themselves',
		files: 'Files: changes are seen by themselves',
		copies: 'Copies of files: later changes are not seen',
		picked: 'Chosen from the telephone: later changes are not seen'
	},
	state: {
		contacts: (count: string) => `Contacts: ${count}`,
		files: (count: string) => `Files: ${count}`,
		readAt: (when: string) => `Read: ${when}`,
		never: 'Not read yet'
	},
	reading: (name: string) => `Reading “${name}”`,
	progress: (percent: string) => `${percent} %`,
	found: (count: string) => `Contacts found: ${count}`,
	cancel: 'Cancel',
	again: 'Read again',
	renew: 'Choose the files again',
	renewFolder: 'Choose the folder again',
	renewPicked: 'Choose the contacts again',
	allow: 'Allow reading',
	problem: {
		permission:
			'The browser asks for your permission once more. Until then the contacts are those of the last time.',
		gone: 'The folder or file is not there any more: renamed, moved, or a drive that is not connected. The contacts are those of the last time. Bring it back and read again, or remove it here.',
		full: 'There is no space left for these contacts. The contacts are those of the last time. Free some disk space, then read again.',
		'too-many':
			'There are more than 50,000 files below this folder. Remove it here and choose the folder with the contacts itself.',
		unreadable:
			'It could not be read. The contacts are those of the last time. Read again; if it lasts, choose it anew.'
	},
	addFailed: {
		full: 'It could not be added: there is no space left. Free some disk space and try again.',
		other: 'It could not be added. Try again.'
	},
	remove: 'Remove',
	removed: (name: string) => `“${name}” has been removed: its contacts are not known any more.`,
	undo: 'Undo',
	copy: 'Copy to the own address book',
	copyIntro: (name: string) =>
		`Contacts of “${name}”, compared with the own address book. What you import is kept on the server, for everybody who answers.`,
	copyGone: 'These contacts are not on this device any more.',
	refused: (count: string) => `Refused: ${count}`,
	row: (row: string) => `line ${row}`,
	reasons: {
		binary: 'no text',
		columns: 'nobody has said yet what its columns are',
		'no-contacts': 'neither vCards nor a table',
		'too-long': 'longer than a contact can be',
		empty: 'neither a name nor a number nor an address',
		'not-ended': 'the file ends before the card does',
		format: 'not what is meant to stand there',
		range: 'too long or too many',
		unreadable: 'the file could not be opened'
	},
	more: (count: string) => `and ${count} more`,
	columns: {
		title: (file: string) => `What are the columns of “${file}”?`,
		intro: 'Say it once: it is kept for this file.',
		column: (position: string) => `Column ${position}`,
		hasHeading: 'The first line names the columns',
		save: 'Read the file like this',
		leave: 'Leave this file out'
	}
};
