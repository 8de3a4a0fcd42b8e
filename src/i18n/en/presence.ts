/** What the PBX is told of the person, for colleagues. */
export const presence = {
	section: 'What colleagues see',
	sectionIntro:
		'Telephones and programs of colleagues can show whether you have time, where your PBX tells them.',
	tell: 'Tell the PBX what I am doing',
	tellHint:
		'Colleagues then see whether you are free, on the phone or do not want to be disturbed. They do not see with whom you speak.',
	refused:
		'Your PBX does not take this: nobody sees what you are doing. Ask who runs your PBX, or turn it off.'
};
