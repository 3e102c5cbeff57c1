import { type Answers, lines, PERIOD, type Take, type Thing, UNIT } from './access-matrix.js';
import { PHOTO } from './bank.js';
import type { Service } from './doors.js';

/** What a call brings to a route. */
export interface RouteCall {
  /** With what stands behind the question mark. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

/** Who may fetch and send what beside GraphQL; the lines are those of the matrix. */
export interface RouteRow {
  /** Method and path as the gateway registers them, or the file of one that it passes on: `GET /export/kpi.csv`. */
  readonly name: string;
  readonly service: Service;
  readonly variables: (thing: Thing, take: Take) => RouteCall;
  /** Why there is no line for a kind of thing. */
  readonly lacks?: Readonly<Partial<Record<Thing, string>>>;
  /** What everybody is answered who comes to the service without the gateway's proof, where it needs one. */
  readonly withoutProof?: string;
  readonly answers: Answers;
}

/** Files of figures. One may be asked for what another needs: it passes over that. */
const FILES = ['kpi', 'leaderboard', 'attainments'].flatMap((name) => ['csv', 'xlsx'].map((end) => `${name}.${end}`));

//            RM UNIT_HEAD HEAD_OFFICE INTEGRATION ADMIN ACCOUNT NOBODY
export const ROUTES: readonly RouteRow[] = [
  ...FILES.map((file): RouteRow => ({
    name: `GET /export/${file}`,
    service: 'performance-kpis',
    variables: (thing) => {
      const asked = new URLSearchParams({ unitId: UNIT[thing], ...PERIOD, metric: 'CONTACTS' });
      return { path: `/export/${file}?${asked.toString()}` };
    },
    answers: lines(`
      own     data                data                data                data                NOT_ALLOWED         data                TOKEN_MISSING
      foreign OUT_OF_SCOPE        OUT_OF_SCOPE        data                OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
      unknown OUT_OF_SCOPE        OUT_OF_SCOPE        SCOPE_UNIT_UNKNOWN  OUT_OF_SCOPE        NOT_ALLOWED         OUT_OF_SCOPE        TOKEN_MISSING
    `),
  })),
  {
    name: 'POST /attachments/*',
    service: 'visit-logging',
    variables: (thing, take) => ({
      path: `/attachments/${take.visit(thing)}`,
      headers: { 'content-type': 'image/jpeg', 'command-id': `matrix-${take.next()}`, 'file-name': 'photo.jpg' },
      body: PHOTO,
    }),
    answers: lines(`
      own     data                VISIT_UNKNOWN       NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      foreign VISIT_UNKNOWN       VISIT_UNKNOWN       NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
      unknown VISIT_UNKNOWN       VISIT_UNKNOWN       NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         NOT_ALLOWED         TOKEN_MISSING
    `),
  },
  {
    // The link is all that counts, for minutes: who sees the visit was given it, and nobody can make one up.
    name: 'GET /attachments/*',
    service: 'visit-logging',
    variables: (thing, take) => ({ path: take.link(thing) }),
    answers: lines(`
      own     data                data                data                data                data                data                data
      foreign data                data                data                data                data                data                data
      unknown ATTACHMENT_NOT_FOUND ATTACHMENT_NOT_FOUND ATTACHMENT_NOT_FOUND ATTACHMENT_NOT_FOUND ATTACHMENT_NOT_FOUND ATTACHMENT_NOT_FOUND ATTACHMENT_NOT_FOUND
    `),
  },
  {
    // A client signs in nowhere: whoever has the link says it, and is told nothing of the visit.
    name: 'POST /rating/:token',
    service: 'visit-logging',
    variables: (thing, take) => ({
      path: take.ratingLink(thing),
      // One address may try ten times a minute.
      headers: { 'content-type': 'application/json', 'x-forwarded-for': `203.0.113.${take.next() % 250}` },
      body: JSON.stringify({ stars: 5 }),
    }),
    withoutProof: 'INTERNAL_ONLY',
    answers: lines(`
      own     data                data                data                data                data                data                data
      foreign data                data                data                data                data                data                data
      unknown RATING_LINK_INVALID RATING_LINK_INVALID RATING_LINK_INVALID RATING_LINK_INVALID RATING_LINK_INVALID RATING_LINK_INVALID RATING_LINK_INVALID
    `),
  },
  {
    name: 'GET /import/*',
    service: 'organisation',
    variables: (thing, take) => ({ path: `/import/units/${take.run(thing)}` }),
    lacks: { foreign: 'an administrator acts for the whole bank' },
    answers: lines(`
      own     ADMIN_ONLY          ADMIN_ONLY          ADMIN_ONLY          ADMIN_ONLY          data                ADMIN_ONLY          TOKEN_MISSING
      unknown ADMIN_ONLY          ADMIN_ONLY          ADMIN_ONLY          ADMIN_ONLY          IMPORT_UNKNOWN      ADMIN_ONLY          TOKEN_MISSING
    `),
  },
];

/** Routes of the gateway without a row here, and why. */
export const BESIDE: Readonly<Record<string, string>> = {
  'POST /graphql': 'each field has a row or a place in `access-matrix.ts`',
  'POST /import/*': 'each kind of file has a row in `access-matrix.ts`',
  'GET /graphql': 'the page of GraphiQL, the same for everybody',
  'GET /rating/:token': 'one page for every link',
  'GET /': 'leads to the console',
  'GET /console': 'leads to the console',
  'GET /console/': 'the console itself, which holds no data',
  'GET /console/*': 'the console itself, which holds no data',
  'GET /health/live': 'for operators, without data',
  'GET /health/ready': 'for operators, without data',
  'GET /metrics': 'for operators, without data',
  'GET /demo/jwks.json': 'of the standalone profile alone',
  'POST /demo/token': 'of the standalone profile alone',
  'GET /demo/people': 'of the standalone profile alone',
  'POST /demo/clock': 'of the standalone profile alone',
};
