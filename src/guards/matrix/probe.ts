import type { TestDatabase } from '../../platform/db/testing/use-database.ts'

/** What happened to one statement: it reached a row, it reached none, or something the matrix does not understand. */
export type Outcome = 'yes' | 'no' | `unclear: ${string}`

/**
 * Runs statements one by one inside the caller's rights, each undone before the next, and says what became of each:
 * the number of rows, or the SQLSTATE. Only test databases have it.
 */
const probeFunction = `
  create schema probe;
  create function probe.run(statements text[]) returns text[] language plpgsql as $$
  declare
    one text;
    reached bigint;
    outcomes text[] := '{}';
  begin
    foreach one in array statements loop
      begin
        execute one;
        get diagnostics reached = row_count;
        raise exception using errcode = 'Y0001', message = reached::text;
      exception
        when sqlstate 'Y0001' then outcomes := outcomes || sqlerrm;
        when others then outcomes := outcomes || ('!' || sqlstate);
      end;
    end loop;
    return outcomes;
  end $$;
  grant usage on schema probe to yorube_app;
  grant execute on function probe.run(text[]) to yorube_app`

export async function installProbe(database: TestDatabase): Promise<void> {
  await database.superuser.query(probeFunction)
}

/** A unique key or a foreign key speaks only after row-level security has let the statement through. */
const letThrough = ['!23505', '!23503']

export function outcomeOf(answer: string | undefined): Outcome {
  if (answer === undefined) return 'unclear: no answer'
  if (answer === '0' || answer === '!42501') return 'no'
  if (!answer.startsWith('!') || letThrough.includes(answer)) return 'yes'
  return `unclear: ${answer}`
}
