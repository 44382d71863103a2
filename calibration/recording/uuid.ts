/** Finds every UUID in a text. */
export const uuids = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gi;

const onlyUuid = new RegExp(`^${uuids.source}$`, 'i');

export function isUuid(text: string): boolean {
  return onlyUuid.test(text);
}
