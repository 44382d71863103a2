/** What a person at ECE is asked to do, as a sentence without its full stop. `{entryPoint}` is the id of the entry point. */
export const acts = {
  say: 'As the agent of the chat, write: hello',
  sayHtml: 'As the agent of the chat, write the word hello in bold',
  startTyping: 'As the agent of the chat, type a letter and wait; then delete it',
  pushPage: 'As the agent of the chat, push the page https://www.example.com/?a=1&b=2',
  sendFile: 'As the agent of the chat, send a small PDF file whose name is "Größe (1).pdf"',
  acceptFile: "As the agent of the chat, accept the customer's latest file",
  rejectFile: "As the agent of the chat, reject the customer's latest file",
  transferToAgent: 'As the agent of the chat, transfer it to another agent, who takes it',
  transferToQueue: 'As the agent of the chat, transfer it to the queue that it came from, and take it again',
  transferToDepartment: 'As the agent of the chat, transfer it to a queue of another department',
  complete: 'As the agent of the chat, complete it',
  editEntryPoint: 'In the administration console, open entry point {entryPoint} and save it without a change',
  stopService: 'Stop the assignment service of this ECE',
  startService: 'Start the assignment service again',
  changeTypeToEmail: 'In the administration console, change the type of the client application to another one than Chat',
  changeTypeToChat: 'In the administration console, change the type of the client application back to Chat',
  activateCallback: 'In the administration console, activate the callback URL of the client application again',
} as const;

export type ActName = keyof typeof acts;
