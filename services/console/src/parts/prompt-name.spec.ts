import { promptName } from './prompt-name.js';

const NAMES = {
  BIRTHDAY: 'Birthday',
  ANNIVERSARY: 'Anniversary',
  PRODUCT_ANNIVERSARY: 'Product anniversary',
  DEPOSIT_MATURING: 'Deposit maturing',
  LARGE_INFLOW: 'Large inflow',
  BALANCE_FALL: 'Balance fall',
  PRODUCT_CLOSED: 'Product closed',
  DORMANT: 'Dormant account',
};

it.each([
  ['BIRTHDAY', 'Birthday', 'Birthday'],
  ['LARGE_INFLOW', 'Large inflow', 'Large inflow'],
  ['DEPOSIT_MATURING', 'Three months', 'Deposit maturing · Three months'],
  ['ANNIVERSARY', 'Founding of the shop', 'Founding of the shop'],
  ['ANNIVERSARY', '', 'Anniversary'],
] as const)('a prompt of kind %s that is called %s is named %s', (kind, label, name) =>
  expect(promptName(NAMES, { kind, label })).toBe(name),
);
