import type { OperationId } from '../../../simulator/protocol/operations.ts';
import {
  attachmentCall,
  availabilityCall,
  configurationCall,
  editCall,
  endCall,
  logInCall,
  logOutCall,
  revokeCall,
  searchCall,
  sendCall,
  startCall,
  tokenCall,
} from '../calls.ts';
import type { Call } from '../exchange.ts';
import { customerWith, editJson, startBody, textBody } from '../samples.ts';
import type { Stage } from '../stage.ts';

export const offer = { fileName: 'offer.pdf', contentType: 'application/pdf', content: new Uint8Array([37, 80, 68, 70, 0, 255]) };

/** For each operation a call that succeeds: what a case of a refusal then spoils. The worlds of the cases have the customer Ann Lee. */
export const goodCalls: Record<OperationId, (stage: Stage) => Promise<Call>> = {
  obtainToken: () => Promise.resolve(tokenCall()),
  revokeToken: async (stage) => revokeCall(await stage.token()),
  getConfiguration: async (stage) => configurationCall(await stage.token()),
  startConversation: async (stage) =>
    startCall(
      await stage.token(),
      startBody({ activity: { subject: 'text', customer: customerWith('ann@example.com') } }),
      '?searchContactOnAttribute=email.emailAddress',
    ),
  async sendMessage(stage) {
    const token = await stage.token();
    return sendCall(token, textBody(await stage.start(token)));
  },
  async endConversation(stage) {
    const token = await stage.token();
    return endCall(token, { conversation: { id: await stage.start(token) } });
  },
  async getAttachment(stage) {
    const token = await stage.token();
    const { id } = stage.simulator.conversations.sendFile(await stage.start(token), offer);
    return attachmentCall(token, id, offer.fileName);
  },
  getAgentAvailability: () => Promise.resolve(availabilityCall('agentAvailability')),
  getAgentCapacity: () => Promise.resolve(availabilityCall('capacity')),
  getLiveSessionStatus: () => Promise.resolve(availabilityCall('liveSessionStatus')),
  checkEligibility: () => Promise.resolve(availabilityCall('checkEligibility')),
  getChatAllowed: () => Promise.resolve(availabilityCall('chatAllowed')),
  logIn: () => Promise.resolve(logInCall()),
  logOut: async (stage) => logOutCall(await stage.logIn()),
  searchCustomers: async (stage) => searchCall(await stage.logIn(), 'phone=5550100'),
  editCustomer: async (stage) => editCall(await stage.logIn(), editJson),
};
