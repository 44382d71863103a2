export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** A self-signed certificate for the host, valid for a year. Clients trust it by `NODE_EXTRA_CA_CERTS` or their own CA option. */
export async function selfSigned(host: string): Promise<Certificate> {
  // Loaded here only: it would double the time of a start without TLS.
  const { generate } = await import('selfsigned');
  const isAddress = /^[\d.]+$|:/.test(host);
  const altNames = [
    { type: 2 as const, value: 'localhost' },
    { type: 7 as const, ip: '127.0.0.1' },
    ...(isAddress ? [{ type: 7 as const, ip: host }] : [{ type: 2 as const, value: host }]),
  ];
  const { private: key, cert } = await generate([{ name: 'commonName', value: host }], {
    keyType: 'ec',
    extensions: [{ name: 'subjectAltName', altNames }],
  });
  return { key, cert };
}
