import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Segments of staff and what clients are searched by beside their profile; groups with members, leavers and posts. */
export class SegmentsAndGroups1779100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SEGMENTS);
    await runner.query(GROUPS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table segment, client_holding, client_group, group_member, group_leaver, group_post, wecom_chat',
    );
  }
}

const SEGMENTS = `
  create table segment (
    segment_id text collate "C" primary key,
    staff_id text collate "C" not null,
    name text not null,
    filter text not null,
    is_retired boolean not null
  );
  create index segment_of_staff on segment (staff_id) where not is_retired;
  create table client_holding (
    client_id text collate "C",
    holding_id text collate "C",
    as_of date not null,
    product_code text not null,
    kind text not null,
    balance_cents bigint not null,
    closed_on date,
    primary key (client_id, holding_id)
  );`;

/** \`wecom_chat\`: what WeCom confirmed of the groups that it holds. */
const GROUPS = `
  create table client_group (
    group_id text collate "C" primary key,
    owner_id text collate "C" not null,
    name text not null,
    channel text not null,
    created_at timestamptz not null
  );
  create index client_group_of_owner on client_group (owner_id);
  create table group_member (
    group_id text collate "C",
    client_id text collate "C",
    added_at timestamptz not null,
    primary key (group_id, client_id)
  );
  create index group_member_by_client on group_member (client_id);
  create table group_leaver (
    group_id text collate "C",
    client_id text collate "C",
    left_at timestamptz not null,
    because text not null,
    primary key (group_id, client_id)
  );
  create index group_leaver_by_moment on group_leaver (group_id, left_at, client_id);
  create table group_post (
    post_id text collate "C" primary key,
    group_id text collate "C" not null,
    staff_id text collate "C" not null,
    text text not null,
    sent_at timestamptz not null,
    reached integer not null,
    state text not null,
    code text
  );
  create index group_post_by_moment on group_post (group_id, sent_at, post_id);
  create table wecom_chat (
    group_id text collate "C" primary key,
    members text[] not null
  );`;
