import { expect, it } from 'vitest';
import { contentUrlOf, contentUrlPath } from './content-url.ts';
import { changeSettings } from '../doors/change-settings.ts';
import { defaultSettings } from './settings.ts';

const file = { id: '4711', fileName: 'my offer/ü$&.pdf' };

it('names the file percent-encoded', () => {
  expect(contentUrlOf(defaultSettings, 'https://ece.example.com', file)).toBe(
    'https://ece.example.com/system/ws/v19/clientapplications/messaging/attachment/4711/my%20offer%2F%C3%BC%24%26.pdf',
  );
});

it('is served at its path without prefix and base', () => {
  expect(contentUrlPath(defaultSettings)).toBe('/ws/v19/clientapplications/messaging/attachment/{id}/{fileName}');
});

it.each([
  ['any', '/system'],
  ['none', ''],
  ['webchatprod', '/webchatprod'],
])('is below the context root where http.prefix is %s', (prefix, root) => {
  const settings = changeSettings(defaultSettings, { 'http.prefix': prefix, 'attachment.url': '{base}{root}/files/{id}' });
  expect(contentUrlOf(settings, 'https://ece.example.com', file)).toBe(`https://ece.example.com${root}/files/4711`);
  expect(contentUrlPath(settings)).toBe('/files/{id}');
});

it('can lie elsewhere', () => {
  const settings = changeSettings(defaultSettings, { 'attachment.url': 'https://cdn.example.com/f/{id}' });
  expect(contentUrlOf(settings, 'https://ece.example.com', file)).toBe('https://cdn.example.com/f/4711');
  expect(contentUrlPath(settings)).toBeUndefined();
});
