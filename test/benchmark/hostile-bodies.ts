const oneMegabyte = 1_048_576;

function many(part: (at: number) => string, length: number): string {
  return Array.from({ length }, (_, at) => part(at)).join('');
}

/** A text that begins and ends so, and is as long as a call may be. */
function filled(start: string, part: string, end: string): string {
  return start + part.repeat(Math.floor((oneMegabyte - start.length - end.length) / part.length)) + end;
}

const longName = 'n'.repeat(100_000);

/** Bodies of up to 1 MiB that cost a careless reader much time: their name, their content type, their text. */
export const hostileBodies: readonly (readonly [name: string, type: string, text: string])[] = [
  ['XML: long path, many elements', 'application/xml', `<${longName}>${many((at) => `<b${at} id="1"/>`, 55_000)}</${longName}>`],
  ['XML: many elements of one name', 'application/xml', filled('<login>', '<b/>', '</login>')],
  ['XML: many elements of many names', 'application/xml', `<login>${many((at) => `<b${at}/>`, 19_999)}</login>`],
  ['XML: many attributes', 'application/xml', `<login ${many((at) => `b${at}="1" `, 80_000)}/>`],
  ['XML: many references', 'application/xml', filled('<login><userName>', '&#65;', '</userName></login>')],
  ['XML: open elements', 'application/xml', filled('', '<a>', '')],
  ['XML: open comments', 'application/xml', filled('<a>', '<!--', '')],
  ['XML: spaces in a tag', 'application/xml', filled('<a ', ' ', '/>')],
  ['JSON: many members', 'application/json', `{${many((at) => `"b${at}":1,`, 90_000)}"a":1}`],
  ['JSON: many halves of surrogate pairs', 'application/json', `{${many((at) => `"b${at}":"\\ud800",`, 50_000)}"a":1}`],
  ['JSON: open lists', 'application/json', filled('', '[', '')],
  ['JSON: many empty lists', 'application/json', filled('{"userName":[', '[],', '[]]}')],
  ['JSON: a long text', 'application/json', filled('{"userName":"', 'x', '","password":"x"}')],
  ['JSON: many escapes', 'application/json', filled('{"userName":"', '\\u0041', '","password":"x"}')],
  ['form: many parameters', 'application/x-www-form-urlencoded', filled('', 'a&', '')],
  ['form: many escapes', 'application/x-www-form-urlencoded', filled('a=', '%41', '')],
];
