import type { SettingValues } from './settings.ts';

/** The header of a file for download: spec 10, setting `attachment.contentDisposition`. Every name survives in one of its forms. */
export function contentDispositionOf(fileName: string, form: SettingValues['attachment.contentDisposition']): string {
  const name = fileName.toWellFormed().replaceAll(/\p{Cc}/gu, '_');
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\]/gu, '_');
  if (plain === name) return `attachment; filename="${name}"`;
  switch (form) {
    case 'filename-and-extended':
      return `attachment; filename="${plain}"; ${extended(name)}`;
    case 'extended':
      return `attachment; ${extended(name)}`;
    case 'utf-8-bytes':
      return `attachment; filename="${bytesAsText(name.replaceAll(/["\\]/g, '_'))}"`;
  }
}

/** RFC 8187; `encodeURIComponent` leaves four characters that it must not hold. */
function extended(name: string): string {
  const encoded = encodeURIComponent(name).replaceAll(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
  return `filename*=UTF-8''${encoded}`;
}

/** Each character of a header is one byte on the wire. */
function bytesAsText(name: string): string {
  return Array.from(new TextEncoder().encode(name), (byte) => String.fromCharCode(byte)).join('');
}
