import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import * as grpc from '@grpc/grpc-js';

/** Bytes of one append, of a server as it comes. */
export const LARGEST_APPEND = 1024 * 1024;

/** User and password of a call. */
export function credentialsOf(metadata: grpc.Metadata): {
  readonly user: string;
  readonly password: string | undefined;
} {
  const [basic = ''] = metadata.get('authorization');
  const [user = '', password] = Buffer.from(String(basic).replace('Basic ', ''), 'base64')
    .toString('utf8')
    .split(/:(.*)/s);
  return { user, password };
}

/** A node of a cluster, as gossip tells of it. */
export function member(port: number, state: gossip.MemberInfo.VNodeState): gossip.MemberInfo {
  const info = new gossip.MemberInfo().setInstanceId(
    new shared.UUID().setString('00000000-0000-4000-8000-000000000000'),
  );
  info.setTimeStamp('0').setIsAlive(true).setState(state);
  return info.setHttpEndPoint(new gossip.EndPoint().setAddress('127.0.0.1').setPort(port));
}

/** A node that is asked for what its leader alone may do says who that is, or that there is none. */
export function notLeader(leader: 'nobody' | { readonly port: number }): Partial<grpc.StatusObject> {
  return leader === 'nobody'
    ? { code: grpc.status.UNKNOWN, details: 'No leader info available in response' }
    : failure(grpc.status.NOT_FOUND, 'not-leader', {
        'leader-endpoint-host': '127.0.0.1',
        'leader-endpoint-port': String(leader.port),
      });
}

export function tooLarge(most: number): Partial<grpc.StatusObject> {
  return failure(grpc.status.INVALID_ARGUMENT, 'maximum-append-size-exceeded', {
    'maximum-append-size': String(most),
  });
}

/** An error as the server tells it: its exception and what belongs to it stand in the metadata. */
export function failure(
  code: grpc.status,
  exception: string,
  fields: Readonly<Record<string, string>>,
): Partial<grpc.StatusObject> {
  const metadata = new grpc.Metadata();
  metadata.set('exception', exception);
  for (const [name, value] of Object.entries(fields)) metadata.set(name, value);
  return { code, details: exception, metadata };
}
