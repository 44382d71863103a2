/** What a simulated agent does when the customer's message is just the word, in any case. */
export const plainWords = {
  html: 'answers in HTML',
  file: 'sends a file, offer.pdf',
  page: 'pushes a page',
  transfer: 'transfers the chat: to another agent, or back to the queue when there is none',
  reject: 'rejects the next file of the customer instead of accepting it',
  silence: 'says nothing more in this chat',
  bye: 'says goodbye and ends the chat',
} as const;

export type PlainWord = keyof typeof plainWords;

export function plainWordIn(message: string): PlainWord | undefined {
  const word = message.trim().toLowerCase();
  return Object.hasOwn(plainWords, word) ? (word as PlainWord) : undefined;
}
