import { ClientAssigned } from '@hengxin/contracts';
import { deadline } from '@hengxin/deadlines';
import { type Projection, projection } from '@hengxin/projections';
import { instantOf, startOfDay } from '@hengxin/contracts';
import { z } from 'zod';
import { HandedOverVisits } from './handed-over-visits.js';

const HandedOver = z.object({ clientId: z.string(), fromRmId: z.string() });
type HandedOver = z.infer<typeof HandedOver>;

/** The first day on which another relationship manager keeps a client: what is planned and asked goes along (rule 21). */
export const clientHandedOver = deadline('client-handed-over', {
  schema: HandedOver,
  provider: () => HandedOverVisits,
  act: ({ data, at }, visits) => visits.move(data, at),
});

/** Registers the first day of each handover. A client's first keeper takes nothing over. */
export const handovers = ({ clock }: { readonly clock: { readonly timeZone: string } }): Projection =>
  projection<typeof ClientAssigned, (HandedOver & { readonly from: string })[]>({
    consumer: 'handed-over-visits',
    events: [ClientAssigned],
    tables: [],
    load: () => [],
    on: {
      ClientAssigned: ({ data: { clientId, rmId, from, previousRmId: fromRmId } }, handedOver) => {
        if (fromRmId !== null && fromRmId !== rmId) handedOver.push({ clientId, fromRmId, from });
      },
    },
    store: (handedOver, tx) =>
      clientHandedOver.register(
        tx,
        handedOver.map(({ from, ...data }) => ({
          key: `${data.clientId} ${data.fromRmId} ${from}`,
          at: instantOf(startOfDay(from, clock.timeZone), clock.timeZone),
          data,
        })),
      ),
  }) as unknown as Projection;
