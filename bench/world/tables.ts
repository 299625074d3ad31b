import type { ColumnType } from './copy-file.ts'

/** The columns that the loader fills; all others keep their defaults. */
export const productTables: Readonly<Record<string, Readonly<Record<string, ColumnType>>>> = {
  'auth.compartment': { tenant_id: 'uuid', id: 'uuid', kind: 'text', owner_desk_id: 'uuid', case_id: 'uuid' },
  'auth.compartment_grant': {
    tenant_id: 'uuid',
    compartment_id: 'uuid',
    owner_desk_id: 'uuid',
    desk_id: 'uuid',
    epoch: 'int',
    key_id: 'bytea',
    not_after: 'bigint',
    wrap: 'bytea',
    mac: 'bytea',
  },
  person: {
    tenant_id: 'uuid',
    id: 'uuid',
    desk_id: 'uuid',
    compartment_id: 'uuid',
    case_id: 'uuid',
    part: 'text',
    created_at: 'timestamptz',
    card: 'bytea',
    desk_card: 'bytea',
  },
  case_: {
    tenant_id: 'uuid',
    id: 'uuid',
    desk_id: 'uuid',
    compartment_id: 'uuid',
    client_id: 'uuid',
    assignee_id: 'uuid',
    status: 'text',
    risk_level: 'text',
    opened_on: 'date',
    moved_at: 'timestamptz',
    core: 'bytea',
    label: 'bytea',
    safety: 'bytea',
  },
  consultation: {
    tenant_id: 'uuid',
    id: 'uuid',
    desk_id: 'uuid',
    compartment_id: 'uuid',
    case_id: 'uuid',
    person_id: 'uuid',
    day: 'date',
    channel: 'text',
    minutes: 'int',
    author_id: 'uuid',
    code_version: 'int',
    created_at: 'timestamptz',
    record: 'bytea',
  },
}

/** The same city in words anybody can read: what a plain program would have stored. */
export const plainTables: typeof productTables = {
  person: {
    id: 'uuid',
    case_id: 'uuid',
    family: 'text',
    given: 'text',
    family_kana: 'text',
    given_kana: 'text',
    birth_date: 'date',
    phone: 'text',
  },
  case_: {
    id: 'uuid',
    desk_id: 'uuid',
    client_id: 'uuid',
    assignee_id: 'uuid',
    status: 'text',
    risk_level: 'text',
    opened_on: 'date',
    moved_at: 'timestamptz',
    number: 'text',
    title: 'text',
    wishes: 'text',
    judgement: 'text',
    never: 'text',
  },
  consultation: {
    id: 'uuid',
    desk_id: 'uuid',
    case_id: 'uuid',
    person_id: 'uuid',
    day: 'date',
    channel: 'text',
    minutes: 'int',
    author_id: 'uuid',
    created_at: 'timestamptz',
    memo: 'text',
    wish: 'text',
    advice: 'text',
  },
}

/** Columns as above, and the indexes that a plain program would have, too. */
export const plainSchema = `
  drop table if exists consultation, case_, person, staff;
  create table staff (id uuid primary key, name text not null);
  create table person (id uuid primary key, case_id uuid, family text, given text, family_kana text, given_kana text,
    birth_date date, phone text);
  create table case_ (id uuid primary key, desk_id uuid, client_id uuid, assignee_id uuid, status text, risk_level text,
    opened_on date, moved_at timestamptz(3), number text, title text, wishes text, judgement text, never text);
  create table consultation (id uuid primary key, desk_id uuid, case_id uuid, person_id uuid, day date, channel text,
    minutes integer, author_id uuid, created_at timestamptz(3) default now(), memo text, wish text, advice text)`
export const plainIndexes = `
  create index case_assignee on case_ (assignee_id, status, moved_at desc, id);
  create index consultation_case on consultation (case_id, day desc, created_at desc, id desc);
  create index consultation_desk on consultation (desk_id, day desc, created_at desc, id desc)`
