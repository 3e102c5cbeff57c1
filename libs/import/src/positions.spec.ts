import { encodePosition } from '@hengxin/event-bus';
import { comparePositions } from '@hengxin/event-log';
import { ReachedPosition, waitForPositions } from './positions.js';

const [units, clients] = ['unit', 'client'].map((topic, i) =>
  encodePosition({ position: `1:${i + 1}:1`, topic, key: 'K' }),
) as [string, string];

describe('positions of earlier files are waited for', () => {
  const waitedFor = async (position: string | string[] | undefined) => {
    const asked: unknown[][] = [];
    const progress = { waitFor: async (...each: unknown[]) => void asked.push(each) };
    await waitForPositions(progress, { position, consumers: ['directory', 'client'], timeoutMs: 7 });
    return asked;
  };
  const all = [units, clients].map((token) => [token, ['directory', 'client'], 7]);

  it.each([
    ['in one header', `${units},${clients}`],
    ['in one header with blanks', ` ${units} , ${clients},`],
    ['in two headers', [units, clients]],
  ])('all of them, by every consumer that rows are checked against: %s', async (_title, position) => {
    expect(await waitedFor(position)).toEqual(all);
  });

  it.each([undefined, '', ' , '])('none for %j', async (position) => expect(await waitedFor(position)).toEqual([]));

  it('and what is no position is refused before anybody waits', async () => {
    await expect(waitedFor(`${units},rubbish`)).rejects.toMatchObject({ name: 'InvalidPosition' });
  });
});

describe('the furthest place of a file', () => {
  it('is the largest of those it is told, in any order, an earlier part of the run included', () => {
    const reached = new ReachedPosition(comparePositions);
    expect(reached.token()).toBeNull();
    reached.takeToken(null);
    reached.take('1:1:1', 'unit', 'K');
    reached.takeToken(clients);
    reached.take('1:1:2', 'unit', 'K');
    expect(reached.token()).toBe(clients);
  });
});
