import { notify } from '../live/session.ts';

const largest = 25 * 1024 * 1024;

export interface ChosenFile {
  readonly fileName: string;
  readonly contentType: string;
  /** Base64. */
  readonly content: string;
}

/** Reads the bytes of a file that was chosen or dropped. When the file is too large, it shows a notice and returns undefined. */
export async function readFile(file: File): Promise<ChosenFile | undefined> {
  if (file.size > largest) {
    notify('refused', `${file.name} is larger than 25 MiB, the most that ECE takes.`);
    return undefined;
  }
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error ?? new Error('The file cannot be read.'));
    reader.readAsDataURL(file);
  });
  const contentType = /^[\w.+-]+\/[\w.+-]+$/.test(file.type) ? file.type : 'application/octet-stream';
  return { fileName: file.name, contentType, content: url.slice(url.indexOf(',') + 1) };
}

/** Only kinds that cannot hold a script. */
const pictures = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

export function isPicture(contentType: string): boolean {
  return pictures.includes(contentType.toLowerCase());
}

export function pictureUrl(contentType: string, content: string): string {
  return `data:${contentType};base64,${content}`;
}
