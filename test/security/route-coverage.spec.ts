import { BESIDE, ROUTES } from './access-routes.js';
import { registeredRoutes, routeGapsOf, type RouteMatrix, routesIn } from './route-coverage.js';

const matrix: RouteMatrix = { rows: ROUTES, beside: BESIDE };
const [first] = ROUTES;
const rowOf = (name: string) => ({ ...first!, name });
const PASSED_ON = `const OWNERS = {
  '/vault/gold.csv': 'performance-kpis',
};
host.getInstance<FastifyInstance>().route({ method: 'GET', url: '/vault/*', handler });
`;

describe('the list of routes', () => {
  it('has a row for whatever the gateway lets be fetched and sent, or says why not', () => {
    const registered = registeredRoutes();
    expect(registered.length).toBeGreaterThan(15);
    expect(routeGapsOf(registered, matrix)).toEqual([]);
  });

  it.each<[what: string, registered: string[], RouteMatrix, gaps: string[]]>([
    ['a route', ['GET /vault'], { rows: [], beside: {} }, ['GET /vault has no row']],
    ['a row of what is gone', [], { rows: [rowOf('GET /vault')], beside: {} }, ['GET /vault is not there']],
    ['a reason for what is gone', [], { rows: [], beside: { 'GET /vault': 'gold' } }, ['GET /vault is not there']],
    [
      'a route with two answers',
      ['GET /vault'],
      { rows: [rowOf('GET /vault')], beside: { 'GET /vault': 'gold' } },
      ['GET /vault has a row, and BESIDE names it as well'],
    ],
    [
      'a row without a line',
      ['GET /vault'],
      { rows: [{ ...rowOf('GET /vault'), answers: new Map([...first!.answers].slice(0, 2)) }], beside: {} },
      ['GET /vault has no line for unknown, and does not say why'],
    ],
  ])('is found wanting by %s', (_, registered, said, gaps) => expect(routeGapsOf(registered, said)).toEqual(gaps));

  it.each<[spelt: string, routes: string[]]>([
    ["scope.get('/vault', open);", ['GET /vault']],
    ["fastify.post(\n  '/vault',\n  { bodyLimit },\n  open);", ['POST /vault']],
    ["const PREFIX = '/vault/';\nscope.get(PREFIX, page);", ['GET /vault/']],
    ["const PREFIX = '/vault/';\nscope.get(`${PREFIX}*`, page);", ['GET /vault/*']],
    ["scope.route({\n  method: ['GET', 'POST'],\n  url: '/vault/*',\n  handler });", ['GET /vault/*', 'POST /vault/*']],
    [PASSED_ON, ['GET /vault/gold.csv']],
    ["@Controller('vault')\nclass Vault {\n  @Get('gold')\n  gold() {}\n}", ['GET /vault/gold']],
    ["@Controller('vault')\nclass Vault {\n  @Post()\n  put() {}\n}", ['POST /vault']],
    ['scope.get(pathOf(vault), open);', ['GET pathOf(vault']],
    ['scope.route(vault);', ['ROUTE that cannot be read']],
    ['scope.route({ ...vault, url });', ['ROUTE that cannot be read']],
    ["headers.get('accept');\nthis.routes.get('/vault');", []],
  ])('reads a route that is written %j', (spelt, routes) => expect(routesIn(spelt)).toEqual(routes));
});
