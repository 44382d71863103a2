import type { PhraseBook } from './phrase-book.ts';

export const english: PhraseBook = {
  greetings: [
    'Hello, this is {agent}. How can I help you?',
    'Good day, this is {agent}. What can I do for you?',
    'Hi there, this is {agent}. How may I help you today?',
    'Welcome, this is {agent}. What is your question?',
  ],
  farewells: [
    'Thank you for your message. Goodbye!',
    'Thank you for chatting with us. Have a nice day!',
    'I am glad that I could help. Goodbye!',
    'Thank you for your patience. Take care!',
  ],
  topics: [
    {
      words: ['invoice', 'bill', 'pay', 'paid', 'charge', 'refund', 'receipt'],
      answers: [
        'I have found invoice {number}. It is for {amount} euros, and it is due in {days} days.',
        'I see your payment of {amount} euros for invoice {number}. Everything is settled.',
        'Thank you. I am sending you a copy of invoice {number} by e-mail.',
        'You are right about invoice {number}. You get {amount} euros back within {days} working days.',
        'Our accounts department is checking invoice {number}. {name} will write to you by {day}.',
      ],
    },
    {
      words: ['appointment', 'technician', 'engineer', 'visit', 'reschedule', 'repair', 'install'],
      answers: [
        'I can offer you an appointment on {day} at {time}. Does that suit you?',
        'Your appointment is on {day} at {time}. {name} will visit you.',
        'I have moved your appointment to {day} at {time}. You get a confirmation by e-mail.',
        'The next free appointment is on {day} at {time}. Shall I book it for you?',
        'Our technician {name} comes on {day} at {time} and calls you half an hour before.',
      ],
    },
    {
      words: ['deliver', 'parcel', 'package', 'ship', 'courier', 'tracking', 'arrive'],
      answers: [
        'Your delivery {number} is on its way. It arrives on {day} around {time}.',
        'I am sorry for the delay. Delivery {number} arrives within {days} working days.',
        'The courier did not meet anybody. The next attempt is on {day} around {time}.',
        'Your delivery {number} is with your neighbour {name}.',
        'I have changed the delivery {number} to {day}. You get a message with the new time.',
      ],
    },
    {
      words: ['order', 'bought', 'purchase', 'cancel', 'return', 'exchange'],
      answers: [
        'I have found order {number}. It leaves our warehouse on {day}.',
        'Order {number} is being packed. It will be with you within {days} working days.',
        'Thank you. I have noted the change to order {number}. My colleague {name} takes care of it.',
        'One article of order {number} is out of stock. We expect it on {day}.',
        'You can return order {number} within 30 days. I am sending you the label by e-mail.',
      ],
    },
    {
      words: ['thank'],
      answers: [
        'You are welcome. Is there anything else that I can do for you?',
        'My pleasure. Do you have another question?',
        'Gladly. Can I help you with anything else?',
      ],
    },
    {
      words: ['hello', 'good morning', 'good day', 'good evening'],
      wholeWords: ['hi', 'hey'],
      answers: [
        'Hello! Is it about an order, a delivery, an invoice or an appointment?',
        'Good to hear from you. What is your question?',
        'Hello! Please tell me what happened.',
      ],
    },
  ],
  general: [
    'I see. Could you tell me your order number, please?',
    'Thank you for telling me. I am looking into it.',
    'I understand. My colleague {name} knows more about this, and I am asking at once.',
    'Let me check this for you. It takes a moment.',
    'I have noted this. Your case has the number {number}.',
    'Thank you. Is it about an order, a delivery, an invoice or an appointment?',
  ],
  rejectsNextFile: 'I shall not accept the next file you send.',
  cannotSendFile: 'I cannot send you a file here.',
  sampleQuestion: 'Where is my order 4711?',
  names: ['Mrs Baker', 'Mr Collins', 'Ms Turner', 'Mr Hughes', 'Mrs Palmer', 'Ms Reed', 'Mr Walsh', 'Mrs Foster'],
  days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'],
  decimalSeparator: '.',
};
