import type { PhraseBook } from './phrase-book.ts';

export const german: PhraseBook = {
  greetings: [
    'Guten Tag, hier ist {agent}. Wie kann ich Ihnen helfen?',
    'Hallo, mein Name ist {agent}. Was kann ich für Sie tun?',
    'Willkommen, hier ist {agent}. Worum geht es?',
    'Guten Tag, Sie chatten mit {agent}. Welche Frage haben Sie?',
  ],
  farewells: [
    'Vielen Dank für Ihre Nachricht. Auf Wiedersehen!',
    'Danke für den Chat. Ich wünsche Ihnen einen schönen Tag!',
    'Schön, dass ich helfen konnte. Auf Wiedersehen!',
    'Danke für Ihre Geduld. Alles Gute!',
  ],
  topics: [
    {
      words: ['rechnung', 'zahl', 'bezahl', 'gezahlt', 'mahnung', 'erstattung', 'beleg', 'abgebucht', 'abbuchung'],
      answers: [
        'Ich habe die Rechnung {number} gefunden. Sie beträgt {amount} Euro und ist in {days} Tagen fällig.',
        'Ihre Zahlung von {amount} Euro zur Rechnung {number} ist eingegangen. Es ist alles beglichen.',
        'Danke. Ich schicke Ihnen die Rechnung {number} noch einmal per E-Mail.',
        'Sie haben recht, was die Rechnung {number} betrifft. Sie erhalten {amount} Euro innerhalb von {days} Werktagen zurück.',
        'Unsere Buchhaltung prüft die Rechnung {number}. {name} schreibt Ihnen bis {day}.',
      ],
    },
    {
      words: ['termin', 'techniker', 'besuch', 'monteur', 'reparatur', 'reparier', 'verschieb', 'installation'],
      answers: [
        'Ich kann Ihnen einen Termin am {day} um {time} Uhr anbieten. Passt Ihnen das?',
        'Ihr Termin ist am {day} um {time} Uhr. {name} kommt zu Ihnen.',
        'Ich habe Ihren Termin auf {day}, {time} Uhr verschoben. Sie erhalten eine Bestätigung per E-Mail.',
        'Der nächste freie Termin ist am {day} um {time} Uhr. Soll ich ihn für Sie buchen?',
        'Am {day} um {time} Uhr kommt {name} aus unserer Technik und ruft Sie eine halbe Stunde vorher an.',
      ],
    },
    {
      words: ['liefer', 'geliefert', 'paket', 'packchen', 'sendung', 'versand', 'zustell', 'zugestellt', 'bote'],
      wholeWords: ['kommt'],
      answers: [
        'Ihre Lieferung {number} ist unterwegs. Sie kommt am {day} gegen {time} Uhr an.',
        'Die Verspätung tut mir leid. Die Lieferung {number} kommt innerhalb von {days} Werktagen.',
        'Der Bote hat niemanden angetroffen. Er kommt am {day} gegen {time} Uhr noch einmal.',
        'Ihre Lieferung {number} liegt in der Nachbarschaft bei {name}.',
        'Ich habe die Lieferung {number} auf {day} verlegt. Sie erhalten eine Nachricht mit der neuen Uhrzeit.',
      ],
    },
    {
      words: ['bestell', 'auftrag', 'gekauft', 'kauf', 'stornier', 'ruckgabe', 'zuruckgeb', 'umtausch'],
      answers: [
        'Ich habe die Bestellung {number} gefunden. Sie verlässt am {day} unser Lager.',
        'Die Bestellung {number} wird gerade gepackt. Sie ist innerhalb von {days} Werktagen bei Ihnen.',
        'Danke. Ich habe die Änderung der Bestellung {number} notiert. {name} kümmert sich darum.',
        'Ein Artikel der Bestellung {number} ist gerade nicht auf Lager. Wir erwarten ihn am {day}.',
        'Sie können die Bestellung {number} innerhalb von 30 Tagen zurückgeben. Ich schicke Ihnen den Aufkleber per E-Mail.',
      ],
    },
    {
      words: ['dank'],
      answers: [
        'Gern geschehen. Kann ich sonst noch etwas für Sie tun?',
        'Sehr gern. Haben Sie noch eine Frage?',
        'Keine Ursache. Kann ich Ihnen noch bei etwas anderem helfen?',
      ],
    },
    {
      words: ['hallo', 'guten tag', 'guten morgen', 'guten abend', 'gruss', 'servus', 'moin'],
      answers: [
        'Guten Tag! Geht es um eine Bestellung, eine Lieferung, eine Rechnung oder einen Termin?',
        'Schön, dass Sie schreiben. Welche Frage haben Sie?',
        'Hallo! Bitte sagen Sie mir, was passiert ist.',
      ],
    },
  ],
  general: [
    'Ich verstehe. Nennen Sie mir bitte Ihre Bestellnummer?',
    'Danke für den Hinweis. Ich sehe nach.',
    'Ich verstehe. {name} weiß mehr darüber, und ich frage gleich nach.',
    'Ich prüfe das für Sie. Es dauert einen Moment.',
    'Ich habe das notiert. Ihr Fall hat die Nummer {number}.',
    'Danke. Geht es um eine Bestellung, eine Lieferung, eine Rechnung oder einen Termin?',
  ],
  rejectsNextFile: 'Die nächste Datei, die Sie senden, nehme ich nicht an.',
  cannotSendFile: 'Ich kann Ihnen hier keine Datei senden.',
  sampleQuestion: 'Wo ist meine Bestellung 4711?',
  names: ['Frau Becker', 'Herr Schulz', 'Frau Wagner', 'Herr Krüger', 'Frau Lehmann', 'Herr Vogel', 'Frau Brandt', 'Herr Seidel'],
  days: ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag'],
  decimalSeparator: ',',
};
