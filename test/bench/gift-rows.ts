import {
  asAdmin,
  by,
  type CallRow,
  type Cast,
  commandId,
  GIFT_ITEMS,
  makes,
  type Making,
  mutation,
  nth,
  onEach,
} from './calls.js';

const GIFT = 'gift { id state }';

/**
 * A gift for a client of each manager in turn. Who gets dear ones gets no others: beside a dear one each would await a
 * word.
 */
function giftFor({ visited }: Cast, n: number, item: keyof typeof GIFT_ITEMS) {
  const [staffId, clients] = nth([...visited], n);
  const half = Math.floor(clients.length / 2);
  const some = item === 'dear' ? clients.slice(half) : clients.slice(0, half);
  return by(staffId, { itemId: GIFT_ITEMS[item], clientId: nth(some, Math.floor(n / visited.size)) });
}

const reserved = (item: keyof typeof GIFT_ITEMS): Making => ({
  count: 2_000,
  operation: makes('reserveGift', 'gift'),
  call: (n, cast) => giftFor(cast, n, item),
});

/** Gifts from their stock to their clients, a row a step. */
export const GIFT_COMMANDS: readonly CallRow[] = [
  {
    name: 'defineGiftItem',
    what: 'defineGiftItem',
    field: 'Mutation.defineGiftItem',
    operation: mutation('defineGiftItem', 'giftItem { id }'),
    call: (n) => asAdmin({ input: { commandId: commandId(), name: `礼品${n}`, value: '120' } }),
  },
  {
    name: 'addGiftStock',
    what: 'addGiftStock, to 50 units in turn',
    field: 'Mutation.addGiftStock',
    operation: mutation('addGiftStock', 'giftItem { id }'),
    call: (n, { wideUnitId, visited }) => {
      const stock = { itemId: GIFT_ITEMS.small, unitId: `${wideUnitId}${n % visited.size}`, quantity: 1 };
      return asAdmin({ input: { commandId: commandId(), ...stock } });
    },
  },
  {
    name: 'reserveGift',
    what: 'reserveGift out of the stocks of 50 units',
    field: 'Mutation.reserveGift',
    operation: mutation('reserveGift', GIFT),
    call: (n, cast) => giftFor(cast, n, 'small'),
  },
  {
    name: 'approveGift',
    what: 'approveGift beyond the worth of a year',
    field: 'Mutation.approveGift',
    operation: mutation('approveGift', GIFT),
    made: reserved('dear'),
    call: (n, { wideHeadIds }, gifts) => {
      const gift = gifts[n];
      return gift && by(nth(wideHeadIds, n), { giftId: gift.id, approve: true });
    },
  },
  {
    name: 'issueGift',
    what: 'issueGift',
    field: 'Mutation.issueGift',
    operation: mutation('issueGift', GIFT),
    made: reserved('small'),
    call: (n, _cast, gifts) => onEach(gifts, n, ({ id: giftId }) => ({ giftId })),
  },
  {
    name: 'handOverGift',
    what: 'handOverGift that the client collects',
    field: 'Mutation.handOverGift',
    operation: mutation('handOverGift', GIFT),
    made: {
      ...reserved('small'),
      further: [
        {
          operation: mutation('issueGift', GIFT),
          call: ({ staffId, id: giftId }) => by(staffId, { giftId }),
        },
      ],
    },
    call: (n, _cast, gifts) => onEach(gifts, n, ({ id: giftId }) => ({ giftId, how: 'COLLECTED' })),
  },
  {
    name: 'returnGift',
    what: 'returnGift, which puts the piece back into its stock',
    field: 'Mutation.returnGift',
    operation: mutation('returnGift', GIFT),
    made: reserved('small'),
    call: (n, _cast, gifts) => onEach(gifts, n, ({ id: giftId }) => ({ giftId, reason: '客户婉拒' })),
  },
];
