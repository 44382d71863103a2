/** Bodies of the specification, as they stand there: spec 3, 5, 6.3, 7, 8, 12 and 15. */

/** `lastModified.date` of every entry point of the default world on a manual clock: the date of the specification's samples. */
export const lastModified = '2026-01-15T09:30:00.000Z';

export const anyConversation = '645ac530-7520-4daa-b95c-8e8cad6fcda7';

export interface StartParts {
  readonly entryPoint?: string | number;
  readonly date?: string;
  readonly activity?: object;
}

/** A start request with the required members, and an activity if given. */
export function startBody({ entryPoint = '1001', date = lastModified, activity }: StartParts = {}): object {
  return {
    entryPointConfiguration: { entryPoint: { id: String(entryPoint) }, lastModified: { date } },
    ...(activity !== undefined && { activity }),
  };
}

/** A customer as in the sample of spec 6.3, with this e-mail address. */
export function customerWith(emailAddress: string): object {
  return { type: { value: 'individual' }, contacts: { contact: [{ firstName: 'Ann', email: [{ emailAddress }] }] } };
}

export function textBody(conversation: string, text = 'hello'): object {
  return { conversation: { id: conversation }, type: { value: 'text/plain' }, content: text };
}

export interface Upload {
  readonly fileName: string;
  readonly contentType: string;
  readonly size: string | number;
  readonly contentUrl: string;
}

export const picture: Upload = {
  fileName: 'attachment.jpeg',
  contentType: 'image/jpeg',
  size: '32',
  contentUrl: 'https://files.example.com/a.jpeg',
};

export function uploadBody(conversation: string, file: Upload = picture): object {
  return { conversation: { id: conversation }, type: { value: 'uploadAttachment' }, attachments: { attachment: [file] } };
}

export function decisionBody(conversation: string, type: 'acceptAttachment' | 'rejectAttachment', id: string): object {
  return { conversation: { id: conversation }, type: { value: type }, attachments: { attachment: [{ id }] } };
}

/** Spec 6.3, every member. */
export const startJson = `{
  "entryPointConfiguration": {
    "entryPoint": { "id": "1001" },
    "lastModified": { "date": "2026-01-15T09:30:00.000Z" }
  },
  "activity": {
    "subject": "text",
    "customAttributes": { "customAttribute": [
      { "attribName": "activity_test_string1",
        "attribValues": { "attribValue": [ { "value": "Test String Value" } ] } } ] },
    "customer": {
      "type": { "value": "individual" },
      "contacts": { "contact": [ {
        "firstName": "Ann",
        "email":  [ { "emailAddress": "ann@example.com" } ],
        "social": [ { "type": { "value": "instagram" }, "socialId": "ann_ig" } ]
      } ] }
    }
  }
}`;

export const common = 'xmlns="http://bindings.egain.com/ws/model/v19/gen/common"';
export const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Spec 15: start conversation, request. */
export const startXml = `${declaration}<conversation ${common}>
  <entryPointConfiguration>
    <entryPoint id="1001"/>
    <lastModified><date>2026-01-15T09:30:00.000Z</date></lastModified>
  </entryPointConfiguration>
  <activity>
    <subject>text</subject>
    <customAttributes><customAttribute><attribName>activity_test_string1</attribName><attribValues><attribValue><value>Test String Value</value></attribValue></attribValues></customAttribute></customAttributes>
    <customer>
      <type><value>individual</value></type>
      <contacts><contact>
        <firstName>Ann</firstName>
        <email><emailAddress>ann@example.com</emailAddress></email>
        <social><type><value>instagram</value></type><socialId>ann_ig</socialId></social>
      </contact></contacts>
    </customer>
  </activity>
</conversation>`;

/** Spec 15: send message, request; end conversation, request. */
export function textXml(conversation: string) {
  return `${declaration}<message ${common}><conversation id="${conversation}"/><type><value>text/plain</value></type><content>hello</content></message>`;
}
export function uploadXml(conversation: string) {
  return `${declaration}<message ${common}><conversation id="${conversation}"/><type><value>uploadAttachment</value></type><attachments><attachment><fileName>attachment.jpeg</fileName><contentType>image/jpeg</contentType><size>32</size><contentUrl>https://files.example.com/a.jpeg</contentUrl></attachment></attachments></message>`;
}
export function endXml(conversation: string) {
  return `${declaration}<conversation ${common} id="${conversation}"/>`;
}

/** Spec 12.4: the JSON of an edit; the ids are those of the first customer of a world. */
export const editJson = `{"id":"1012",
 "contactPersons":{"contactPerson":[{"id":"2001","contactPoints":{"contactPoint":[{"id":"3001","type":{"phone":{"phoneNo":"5550100","countryCode":"1"}}}]}}]},
 "customAttributes":{"customAttribute":[
   {"attribName":"smsececonversationid","attribValues":{"attribValue":[{"value":"645ac530-7520-4daa-b95c-8e8cad6fcda7"}]}},
   {"attribName":"smsclusterid","attribValues":{"attribValue":[{"value":"c1"}]}}]}}`;

/** Spec 12.4: the XML of an edit. */
export const editXml = `<customer xmlns="http://bindings.egain.com/ws/model/v12/gen/interaction/customer" xmlns:p="http://bindings.egain.com/ws/model/v12/gen/interaction/contactperson" xmlns:cp="http://bindings.egain.com/ws/model/v12/gen/interaction/contactpoint" xmlns:c="http://bindings.egain.com/ws/model/v12/gen/common" id="1012">
  <contactPersons><p:contactPerson id="2001"><p:contactPoints><cp:contactPoint id="3001">
    <cp:type><cp:phone><cp:phoneNo>5550100</cp:phoneNo><cp:countryCode>1</cp:countryCode></cp:phone></cp:type>
  </cp:contactPoint></p:contactPoints></p:contactPerson></contactPersons>
  <customAttributes><c:customAttribute><c:attribName>smsclusterid</c:attribName><c:attribValues><c:attribValue><c:value>c1</c:value></c:attribValue></c:attribValues></c:customAttribute></customAttributes>
</customer>`;

/** Spec 12.5: a new customer in JSON and XML. */
export const createJson = `{"type":{"value":"individual"},
 "contactPersons":{"contactPerson":[{"firstName":"Bea","lastName":"Lee","contactPoints":{"contactPoint":[
   {"type":{"value":"phone","phone":{"type":{"value":"mobile"},"phoneNo":"5550199","countryCode":"1"}}},
   {"type":{"value":"email","email":{"emailAddress":"bea@example.com"}}}]}}]},
 "customAttributes":{"customAttribute":[{"attribName":"smsclusterid","attribValues":{"attribValue":[{"value":"c9"}]}}]}}`;
export const createXml = `<customer xmlns="http://bindings.egain.com/ws/model/v12/gen/interaction/customer" xmlns:p="http://bindings.egain.com/ws/model/v12/gen/interaction/contactperson" xmlns:cp="http://bindings.egain.com/ws/model/v12/gen/interaction/contactpoint" xmlns:c="http://bindings.egain.com/ws/model/v12/gen/common">
  <type><value>individual</value></type>
  <contactPersons><p:contactPerson><p:firstName>Bea</p:firstName><p:lastName>Lee</p:lastName><p:contactPoints>
    <cp:contactPoint><cp:type><cp:value>phone</cp:value><cp:phone><cp:type><cp:value>mobile</cp:value></cp:type><cp:phoneNo>5550199</cp:phoneNo><cp:countryCode>1</cp:countryCode></cp:phone></cp:type></cp:contactPoint>
    <cp:contactPoint><cp:type><cp:value>email</cp:value><cp:email><cp:emailAddress>bea@example.com</cp:emailAddress></cp:email></cp:type></cp:contactPoint>
  </p:contactPoints></p:contactPerson></contactPersons>
  <customAttributes><c:customAttribute><c:attribName>smsclusterid</c:attribName><c:attribValues><c:attribValue><c:value>c9</c:value></c:attribValue></c:attribValues></c:customAttribute></customAttributes>
</customer>`;

/** The customer of spec 12.3 and 12.4. */
export const annLee = {
  contacts: [{ firstName: 'Ann', lastName: 'Lee', phones: [{ type: 'mobile', phoneNo: '5550100', countryCode: '1' }] }],
  customAttributes: { smsececonversationid: [anyConversation] },
};

/** Removes the indentation that samples have for readers; the wire has none. */
export function compact(xml: string): string {
  return xml.replaceAll(/>\s+</g, '><');
}
