import { isOfThisSite } from './same-site.js';

const cases: [string, Record<string, string>, boolean][] = [
  ['a program', { host: 'localhost:8080' }, true],
  ['a program, by address', { host: '127.0.0.1:8080' }, true],
  ['a program, by IPv6', { host: '[::1]:8080' }, true],
  ['a name in capitals', { host: 'LocalHost:8080' }, true],
  ['no host', {}, false],
  ['another name', { host: 'attacker.example:8080' }, false],
  ['another name without a port', { host: 'attacker.example' }, false],
  ['a name that begins like ours', { host: 'localhost.attacker.example:8080' }, false],
  ['a name that ends like ours', { host: 'attacker-localhost:8080' }, false],
  ['a user before the name', { host: 'localhost@attacker.example:8080' }, false],
  ['the port of a tunnel', { host: 'localhost:9000' }, true],
  ['no port', { host: 'localhost' }, true],
  ['our page by a tunnel', { host: 'localhost:9000', origin: 'http://localhost:9000' }, true],
  ['no port after a colon', { host: 'localhost:' }, false],
  ['a path behind the name', { host: 'localhost/attacker.example' }, false],
  ['our page', { host: 'localhost:8080', origin: 'http://localhost:8080', 'sec-fetch-site': 'same-origin' }, true],
  ['an address that was typed', { host: 'localhost:8080', 'sec-fetch-site': 'none' }, true],
  ['a page of another site', { host: 'localhost:8080', origin: 'https://attacker.example' }, false],
  [
    'a page of another port',
    { host: 'localhost:8080', origin: 'http://localhost:3000', 'sec-fetch-site': 'same-site' },
    false,
  ],
  ['a page by another protocol', { host: 'localhost:8080', origin: 'https://localhost:8080' }, false],
  ['a page without a name', { host: 'localhost:8080', origin: 'null' }, false],
  ['a fetch of another site', { host: 'localhost:8080', 'sec-fetch-site': 'cross-site' }, false],
  ['a fetch of a sibling site', { host: 'localhost:8080', 'sec-fetch-site': 'same-site' }, false],
];
it.each(cases)('%s: %j: %s', (_, headers, expected) => expect(isOfThisSite(headers)).toBe(expected));
