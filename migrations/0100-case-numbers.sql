-- Numbers of cases without order: consecutive ones show a gap where a case does not exist for somebody (docs/adr/0010).
-- One row a tenant and fiscal year, one bit a number, set = given. Which case carries which number stands nowhere in
-- the open, and a single row keeps no order of giving.
create table case_number (
  tenant_id uuid not null references auth.tenant,
  fiscal_year integer not null,
  given bit varying(100000) not null,
  primary key (tenant_id, fiscal_year)
);
call internal.classify('case_number', 'tenant_id P, fiscal_year P, given P');
call internal.protect('case_number');

-- A free number of the fiscal year by lot: four digits, five once more than half of the four-digit ones are given. Two
-- who open a case at once wait for each other here. Null = no seat from which cases are opened.
create function public.draw_case_number(p_fiscal_year integer) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := auth.my_tenant();
  taken bit varying;
  lowest integer := 1;
  highest integer := 9999;
  drawn integer;
begin
  if cardinality(auth.my_desks_as(array['counselor', 'supervisor', 'manager'])) = 0 then return null; end if;
  insert into public.case_number (tenant_id, fiscal_year, given)
    values (tenant, p_fiscal_year, repeat('0', 100000)::bit varying) on conflict do nothing;
  select n.given into taken from public.case_number n
    where n.tenant_id = tenant and n.fiscal_year = p_fiscal_year for update;
  if bit_count(substring(taken from 2 for 9999)) > 4999 then
    lowest := 10000;
    highest := 99999;
    if bit_count(taken) > 90000 then raise exception 'the case numbers of fiscal year % are used up', p_fiscal_year; end if;
  end if;
  loop
    -- Eight hexadecimal digits of a version 4 UUID are random, and not to be foretold like random().
    drawn := lowest + mod(('x' || left(gen_random_uuid()::text, 8))::bit(32)::bigint, highest - lowest + 1);
    exit when get_bit(taken, drawn) = 0;
  end loop;
  update public.case_number n set given = set_bit(taken, drawn, 1)
    where n.tenant_id = tenant and n.fiscal_year = p_fiscal_year;
  return drawn;
end $$;
call internal.definer('public.draw_case_number(integer)', 'yorube_app');

-- Consecutive numbers that were given stay with their cases: no desk's old number is drawn again. Row-level security is
-- forced on the owner too, and lifted here for as long as the old counts are read.
alter table case_counter no force row level security;
alter table case_number no force row level security;
insert into case_number (tenant_id, fiscal_year, given)
select tenant_id, fiscal_year, ('0' || rpad(repeat('1', least(max(last_number), 99999)), 99999, '0'))::bit varying
from case_counter group by tenant_id, fiscal_year;
alter table case_number force row level security;
drop table case_counter;

-- My last opened cases, newest first.
create index case_seen_user on case_seen (tenant_id, user_id, seen_at desc);
