export type Language = 'en' | 'zh';

interface OfMoney {
  readonly product: string;
  readonly amount: string;
  readonly day: string;
}

/** A goal has 500 characters; what a client said may have more. */
const SAID_AT_MOST = 300;
const shortened = (said: string) => [...said].slice(0, SAID_AT_MOST).join('');

const en = {
  yuan: 'yuan',
  renew: ({ product, amount, day }: OfMoney) => `Renew ${product}: ${amount} yuan matures on ${day}`,
  loanEnds: ({ product, amount, day }: OfMoney) =>
    `Agree what follows the loan ${product}: ${amount} yuan ends on ${day}`,
  keepInflow: ({ amount }: { readonly amount: string }) => `Place the ${amount} yuan that came in`,
  winBack: ({ amount }: { readonly amount: string }) =>
    amount ? `Learn where ${amount} yuan went, and win it back` : 'Learn where the money went, and win it back',
  askWhyClosed: ({ product }: { readonly product: string }) => `Learn why ${product} was closed before its end`,
  wake: ({ days }: { readonly days: string }) => `Nothing moved for ${days} days: learn what the client plans`,
  bringFunds: ({ amount, said }: { readonly amount: string; readonly said: string }) =>
    said ? `Bring ${amount} yuan here: ${shortened(said)}` : `Bring the ${amount} yuan that were spoken of here`,
  meetNeed: ({ said }: { readonly said: string }) => `Offer what meets the need: ${shortened(said)}`,
};

const zh: typeof en = {
  yuan: '元',
  renew: ({ product, amount, day }) => `续存 ${product}：${amount} 元于 ${day} 到期`,
  loanEnds: ({ product, amount, day }) => `商定贷款 ${product} 的后续安排：${amount} 元于 ${day} 到期`,
  keepInflow: ({ amount }) => `为新转入的 ${amount} 元做好配置`,
  winBack: ({ amount }) => (amount ? `了解 ${amount} 元的去向并争取回流` : '了解资金去向并争取回流'),
  askWhyClosed: ({ product }) => `了解 ${product} 提前结清的原因`,
  wake: ({ days }) => `账户 ${days} 天无变动：了解客户的打算`,
  bringFunds: ({ amount, said }) =>
    said ? `争取 ${amount} 元资金：${shortened(said)}` : `争取谈到的 ${amount} 元资金`,
  meetNeed: ({ said }) => `针对需求提供方案：${shortened(said)}`,
};

/** What a suggested goal says, in words that a manager would write down. */
export const GOAL_SENTENCES: Readonly<Record<Language, typeof en>> = { en, zh };
