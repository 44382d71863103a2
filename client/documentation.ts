import type { ChatStoreNodes, ChatStoreNodesMethods } from './documentation/chat-store-nodes.ts';
import type { ConversationNodes, ConversationNodesMethods } from './documentation/conversation-nodes.ts';
import type { CustomerNodes, CustomerNodesMethods } from './documentation/customer-nodes.ts';
import type { EntryPointNodes, EntryPointNodesMethods } from './documentation/entry-point-nodes.ts';
import type { FileAndEventNodes, FileAndEventNodesMethods } from './documentation/file-and-event-nodes.ts';
import type { MessageNodes, MessageNodesMethods } from './documentation/message-nodes.ts';

/** Nodes and methods, with the comments that an editor shows. */
export interface DocumentedNodes
  extends ChatStoreNodes, EntryPointNodes, ConversationNodes, MessageNodes, FileAndEventNodes, CustomerNodes {}

/** Inputs, outputs and outcomes by `node.method`, with the comments that an editor shows. */
export interface DocumentedMethods
  extends
    ChatStoreNodesMethods,
    EntryPointNodesMethods,
    ConversationNodesMethods,
    MessageNodesMethods,
    FileAndEventNodesMethods,
    CustomerNodesMethods {}
