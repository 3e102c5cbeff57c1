import type { Platform } from '../platform/platform.js';

interface Known {
  readonly id: string;
  readonly name: string;
}
/** A client who allows the group, and one who does not. */
export interface Made {
  readonly allowing: Known;
  readonly other: Known;
}

/** Those kept: a list of clients holds those of colleagues whom the manager covers as well. */
const OWN = `query ($rm: ID!) { clients(filter: { rmId: $rm }, first: 50) {
  edges { node { id name consents { channel purpose valid } } } } }`;
interface Own {
  readonly clients: {
    readonly edges: readonly {
      readonly node: Known & {
        readonly consents: readonly { readonly channel: string; readonly purpose: string; readonly valid: boolean }[];
      };
    }[];
  };
}

/** The consent is given by a command that says the same again. */
export async function eligible(platform: Platform, rm: string): Promise<Made> {
  const own = (await platform.data<Own>(rm, OWN, { rm })).clients.edges.map(({ node }) => node);
  const allows = ({ consents }: (typeof own)[number]) =>
    consents.some(({ channel, purpose, valid }) => channel === 'WECHAT_GROUP' && purpose === 'SERVICE' && valid);
  // From the end: of the first ones other journeys tell what a group refuses for another reason.
  const other = own.findLast((client) => !allows(client))!;
  const allowing = own.findLast(allows) ?? own.findLast(({ id }) => id !== other.id)!;
  const grant = 'mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { errors { code } } }';
  const word = { clientId: allowing.id, channel: 'WECHAT_GROUP', purpose: 'SERVICE', decision: 'GRANTED' };
  await platform.data(rm, grant, { input: { commandId: `group-consent-${allowing.id}`, ...word } });
  return { allowing, other };
}

/** A group with a member and a post: the commands say the same again. Answers its id. */
export async function givenGroup(platform: Platform, rm: string): Promise<string> {
  const { allowing } = await eligible(platform, rm);
  const tell = async <T>(name: string, told: object, fields: string): Promise<T> => {
    const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { told: ${name}(input: $input) { ${fields} errors { code } } }`;
    return (await platform.data<{ told: T }>(rm, query, { input: { commandId: `given-${name}`, ...told } })).told;
  };
  const made = await tell<{ clientGroup: { id: string } }>(
    'createGroup',
    { name: '钓鱼爱好者', channel: 'WECHAT_GROUP' },
    'clientGroup { id }',
  );
  const groupId = made.clientGroup.id;
  await tell('changeGroupMembers', { groupId, add: [allowing.id] }, 'clientGroup { id }');
  await tell('postToGroup', { groupId, text: '周六上午九点，水库见。' }, 'groupPost { id }');
  return groupId;
}

/** A segment of three conditions. Answers its id. */
export async function givenSegment(platform: Platform, rm: string): Promise<string> {
  const save = 'mutation ($input: SaveSegmentInput!) { saveSegment(input: $input) { segment { id } errors { code } } }';
  const filter = {
    all: [{ tier: ['GOLD', 'PLATINUM', 'PRIVATE'] }, { notContactedSince: '2026-02-01' }, { not: { kind: 'COMPANY' } }],
  };
  const input = { commandId: 'given-segment', name: '久未联系的高价值客户', filter };
  const { saveSegment } = await platform.data<{ saveSegment: { segment: { id: string } } }>(rm, save, { input });
  return saveSegment.segment.id;
}
