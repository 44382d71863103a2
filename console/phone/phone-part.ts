import { ConflictError, UnknownIdError } from '../../simulator/index.ts';
import type { ConsolePart, PartContext } from '../../simulator/index.ts';
import { readInput } from '../../simulator/doors/read-input.ts';
import type { Partition } from '../../simulator/partition.ts';
import { CustomerPhone } from './customer-phone.ts';
import { PhoneClient } from './phone-client.ts';
import type { PhoneRequest, RequestOf } from './phone-requests.ts';
import { phoneRequestSchema } from './phone-requests.ts';
import type { Phone } from './phone-view.ts';

const mostPhones = 200;

/** The phones of one partition. */
class Phones {
  readonly #partition: Partition;
  readonly #client: PhoneClient;
  readonly #tell: PartContext['tell'];
  readonly #phones = new Map<string, CustomerPhone>();
  #count = 0;

  constructor(partition: Partition, client: PhoneClient, tell: PartContext['tell']) {
    this.#partition = partition;
    this.#client = client;
    this.#tell = tell;
  }

  async ask(request: PhoneRequest): Promise<unknown> {
    switch (request.ask) {
      case 'phones':
        return [...this.#phones.values()].map(({ view }) => view);
      case 'open':
        return this.#open(request).view;
      case 'content':
        return this.#phone(request.phone).content(request);
      case 'close':
        this.#phone(request.phone).close();
        return this.#phones.delete(request.phone);
    }
    const phone = this.#phone(request.phone);
    if (request.ask === 'write') await phone.write(request);
    else if (request.ask === 'send file') await phone.sendFile(request);
    else if (request.ask === 'decide') await phone.decide(request);
    else await phone.end();
    return phone.view;
  }

  #open({ channel, firstName, lastName, entryPoint }: RequestOf<'open'>): CustomerPhone {
    if (this.#phones.size >= mostPhones)
      throw new ConflictError({ path: [], message: `There are ${mostPhones} phones already; close some.` });
    const { id: entryPointId } = this.#partition.entryPoints.get(entryPoint);
    const id = String(++this.#count);
    const { name: partition } = this.#partition;
    const address = channel === 'sms' ? `7700900${id.padStart(3, '0')}` : `psid-${id}`;
    const phone = new CustomerPhone(
      { id, partition, channel, firstName, lastName, address, entryPointId },
      {
        client: this.#client,
        tell: (view: Phone) => this.#tell(partition, { phone: view }),
        now: () => this.#partition.clock.now(),
      },
    );
    this.#phones.set(id, phone);
    return phone;
  }

  #phone(id: string): CustomerPhone {
    const found = this.#phones.get(id);
    if (found === undefined) throw new UnknownIdError('phone', ['phone'], id, this.#phones.keys());
    return found;
  }

  async close(): Promise<void> {
    for (const phone of this.#phones.values()) phone.close();
    await this.#client.close();
  }
}

/** The customer's phone: a person acts as the customer, and the client library does what a flow would do. */
export function openPhonePart({ simulator, tell }: PartContext): ConsolePart {
  const opened = new WeakMap<Partition, Promise<Phones>>();
  const all = new Set<Promise<Phones>>();
  const phonesOf = (partition: Partition) => {
    let phones = opened.get(partition);
    if (phones === undefined) {
      phones = PhoneClient.open(simulator, partition).then((client) => new Phones(partition, client, tell));
      opened.set(partition, phones);
      all.add(phones);
    }
    return phones;
  };
  return {
    ask: async (partition, request) => {
      const checked = readInput(phoneRequestSchema, request);
      if (checked.ask === 'phones' && !opened.has(partition)) return [];
      return (await phonesOf(partition)).ask(checked);
    },
    close: async () => {
      await Promise.all([...all].map(async (phones) => (await phones).close()));
    },
  };
}
