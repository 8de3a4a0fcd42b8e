/** Messages in the voicemail box of the PBX. */
export const voicemail = {
	waiting: 'New voicemail messages',
	count: (count: number, text: string) => (count === 1 ? '1 new message' : `${text} new messages`),
	urgent: (count: string) => `${count} urgent`,
	listen: (what: string) => `${what}: call the voicemail box`
};
