import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import type { Tables } from './schema.ts';

/** The place of a value, by its name. */
export type Value<Values> = <Name extends keyof Values>(name: Name) => Values[Name];
type Run<Values, Row> = (db: Kysely<Tables>, values: Values) => Promise<Row[]>;

/** Stands in a query for what is read from the values that it is run with. */
class Place<Values> {
  readonly read: (values: Values) => unknown;

  constructor(read: (values: Values) => unknown) {
    this.read = read;
  }
}

/** A query that is put together once and run with other values each time: to put it together takes longer than to run it. */
export function prepared<Values, Row>(build: (value: Value<Values>) => Compilable<Row>): Run<Values, Row> {
  return once(() => build((name) => new Place((values: Values) => values[name]) as never));
}

/** The same for so many rows at once: each number of rows is a query of its own. */
export function preparedRows<Each extends object, Row>(
  names: readonly (keyof Each)[],
  build: (rows: Each[]) => Compilable<Row>,
): Run<readonly Each[], Row> {
  const bySize = new Map<number, Run<readonly Each[], Row>>();
  const row = (at: number) => {
    const places = names.map((name) => [name, new Place((values: readonly Each[]) => values[at]?.[name])] as const);
    return Object.fromEntries(places) as Each;
  };
  return (db, values) => {
    const run = bySize.get(values.length) ?? once(() => build(Array.from(values, (_, at) => row(at))));
    bySize.set(values.length, run);
    return run(db, values);
  };
}

function once<Values, Row>(build: () => Compilable<Row>): Run<Values, Row> {
  let made: CompiledQuery<Row> | undefined;
  return async (db, values) => {
    made ??= build().compile();
    const parameters = made.parameters.map((each) => (each instanceof Place ? each.read(values) : each));
    return (await db.executeQuery<Row>({ ...made, parameters })).rows;
  };
}
