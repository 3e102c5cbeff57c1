import { BatchedLookup } from './batched-lookup.js';

/** Pages that one statement reads at most: as many lengths of it are prepared on every connection. */
const PAGES_AT_MOST = 4;
/** Statements of one form under way at a time. */
const STATEMENTS_AT_MOST = 3;

/** A statement that reads one page of a list. */
export interface PageStatement {
  readonly text: string;
  readonly values: readonly unknown[];
  /**
   * The same for the same text, under which it is prepared; undefined for one that is asked for too rarely to be kept
   * on every connection.
   */
  readonly name: string | undefined;
}

interface Reader {
  query<Row>(text: string, values: readonly unknown[], name?: string): Promise<Row[]>;
}

interface Asked {
  readonly statement: PageStatement;
  /** The same for the same page of a form. */
  readonly key: string;
}

/**
 * Pages of lists. Those of one form that are asked for at the same time are read by one statement, and the same page
 * once. Each form waits for none but its own, so that one that is slow to find anything holds up no other.
 */
export class BatchedPages<Row extends object> {
  private readonly forms = new Map<string, BatchedLookup<Asked, readonly Row[]>>();

  /** `order`: that of the rows of every page, by the columns that its statement answers. */
  constructor(
    private readonly reader: Reader,
    private readonly order: string,
  ) {}

  /** Rows in the order of the statement. */
  async read(statement: PageStatement): Promise<readonly Row[]> {
    const { values, name } = statement;
    if (name === undefined) return this.alone(statement);
    return (await this.form(name).find({ statement, key: JSON.stringify(values) }))!;
  }

  private form(name: string): BatchedLookup<Asked, readonly Row[]> {
    let form = this.forms.get(name);
    if (!form) {
      const limits = { statements: STATEMENTS_AT_MOST, keys: PAGES_AT_MOST };
      this.forms.set(name, (form = new BatchedLookup((asked) => this.load(asked), keyOf, limits)));
    }
    return form;
  }

  private async load(asked: readonly Asked[]): Promise<ReadonlyMap<string, readonly Row[]>> {
    const statements = [...new Map(asked.map(({ key, statement }) => [key, statement]))];
    const [[key, first]] = statements as [[string, PageStatement]];
    if (statements.length === 1) return new Map([[key, await this.alone(first)]]);
    const { text, values, name } = together(
      statements.map(([, statement]) => statement),
      this.order,
    );
    const pages = statements.map((): Row[] => []);
    for (const row of await this.reader.query<Row & { readonly page: number }>(text, values, name))
      pages[row.page]!.push(row);
    return new Map(statements.map(([each], i) => [each, pages[i]!]));
  }

  private alone({ text, values, name }: PageStatement): Promise<readonly Row[]> {
    return this.reader.query<Row>(text, values, name);
  }
}

/**
 * Pages of one form as one statement, each row with the number of its `page`, from 0. Each page is read as it would be
 * alone, by its own parameters. There is one at least, and they have a name.
 */
export function together(pages: readonly PageStatement[], order: string): PageStatement {
  const [{ text, name }] = pages as readonly [PageStatement, ...PageStatement[]];
  let before = 0;
  const parts = pages.map(({ values }, page) => {
    const own = text.replaceAll(PARAMETER, (_, number: string) => `$${Number(number) + before}`);
    before += values.length;
    return `(select ${page} as page, p.* from (${own}) p)`;
  });
  return {
    text: `${parts.join(' union all ')} order by page, ${order}`,
    values: pages.flatMap(({ values }) => values),
    name: `${name}-x${pages.length}`,
  };
}

const PARAMETER = /\$(\d+)/g;
const keyOf = ({ key }: Asked): string => key;
