/** Links in other pages and programs that lead to the phone. */
export const telephoneLinks = {
	title: 'Telephone links',
	hint: 'A click on a number in another page or program opens Anteroom with that number. It never calls by itself: you confirm each call.',
	unsupported:
		'This browser does not pass telephone links to web pages. Chrome, Edge and Firefox can, on a computer and over https.',
	take: {
		tel: 'Open numbers (tel:) with Anteroom',
		sip: 'Open SIP addresses (sip:) with Anteroom'
	},
	asked:
		'Now allow it in your browser. If it asks nothing, it has an answer from before: look at the icons in the address bar, or for “protocol handlers” in the browser’s settings.'
};
