import type { OperationId } from '../../../simulator/protocol/operations.ts';
import {
  activateWebhookCall,
  attachmentCall,
  availabilityCall,
  configurationCall,
  createCall,
  editCall,
  endCall,
  logInCall,
  logOutCall,
  revokeCall,
  searchCall,
  sendCall,
  startCall,
  tokenCall,
  transcriptCall,
} from '../../../simulator/testing/calls.ts';
import type { Call } from '../../../simulator/testing/exchange.ts';
import { createJson, customerWith, editJson, startBody, textBody } from '../../../simulator/testing/samples.ts';
import type { ContactCentre } from '../contact-centre.ts';

export const offer = { fileName: 'offer.pdf', contentType: 'application/pdf', content: new Uint8Array([37, 80, 68, 70, 0, 255]) };

/** For each operation a call that succeeds, which a case of a refusal then spoils. The worlds of the cases have the customer Ann Lee. */
export const goodCalls: Record<OperationId, (centre: ContactCentre) => Promise<Call>> = {
  obtainToken: () => Promise.resolve(tokenCall()),
  revokeToken: async (centre) => revokeCall(await centre.token()),
  async activateWebhook(centre) {
    centre.simulator.changeSettings({ 'callback.reactivation': 'application' });
    return activateWebhookCall(await centre.token());
  },
  getConfiguration: async (centre) => configurationCall(await centre.token()),
  startConversation: async (centre) =>
    startCall(
      await centre.token(),
      startBody({ activity: { subject: 'text', customer: customerWith('ann@example.com') } }),
      '?searchContactOnAttribute=email.emailAddress',
    ),
  async sendMessage(centre) {
    const token = await centre.token();
    return sendCall(token, textBody(await centre.start(token)));
  },
  async endConversation(centre) {
    const token = await centre.token();
    return endCall(token, { conversation: { id: await centre.start(token) } });
  },
  async getAttachment(centre) {
    const token = await centre.token();
    const { id } = centre.simulator.conversations.sendFile(await centre.start(token), offer);
    return attachmentCall(token, id, offer.fileName);
  },
  getAgentAvailability: () => Promise.resolve(availabilityCall('agentAvailability')),
  getAgentCapacity: () => Promise.resolve(availabilityCall('capacity')),
  getLiveSessionStatus: () => Promise.resolve(availabilityCall('liveSessionStatus')),
  checkEligibility: () => Promise.resolve(availabilityCall('checkEligibility')),
  getChatAllowed: () => Promise.resolve(availabilityCall('chatAllowed')),
  getTranscript: () => Promise.resolve(transcriptCall()),
  logIn: () => Promise.resolve(logInCall()),
  logOut: async (centre) => logOutCall(await centre.logIn()),
  searchCustomers: async (centre) => searchCall(await centre.logIn(), 'phone=5550100'),
  editCustomer: async (centre) => editCall(await centre.logIn(), editJson),
  createCustomer: async (centre) => createCall(await centre.logIn(), createJson),
};
