import { Database } from '@hengxin/service-kit';
import { testDatabase } from '@hengxin/testing';
import { DataSource } from 'typeorm';
import { ClientRegistry1772409600000 } from '../migrations/1772409600000-client-registry.js';
import { PortfolioPlaces1772409600100 } from '../migrations/1772409600100-portfolio-places.js';

/** The read models' tables on a database of the spec's own. */
export async function readModelDatabase(): Promise<{ database: Database; drop(): Promise<void> }> {
  const test = await testDatabase();
  const source = await new DataSource({
    type: 'postgres',
    url: test.url,
    migrations: [ClientRegistry1772409600000, PortfolioPlaces1772409600100],
    poolSize: 6,
  }).initialize();
  await source.runMigrations();
  const drop = async () => {
    await source.destroy();
    await test.drop();
  };
  return { database: new Database(source), drop };
}
