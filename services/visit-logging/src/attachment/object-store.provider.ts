import { type Config, CONFIG } from '@hengxin/service-kit';
import type { FactoryProvider } from '@nestjs/common';
import { FolderStore } from './folder.store.js';
import { OBJECT_STORE, type ObjectStore } from './object-store.port.js';
import { S3Store } from './s3.store.js';

/** A bucket by `s3://bucket/prefix`, a folder by its path. */
export const objectStore: FactoryProvider<ObjectStore> = {
  provide: OBJECT_STORE,
  inject: [CONFIG],
  useFactory: async ({ attachments: { place, s3 } }: Pick<Config, 'attachments'>) => {
    const bucket = URL.canParse(place) ? new URL(place) : undefined;
    if (bucket?.protocol !== 's3:') return new FolderStore(place);
    const prefix = bucket.pathname.replace(/^\/+|\/+$/g, '');
    return S3Store.open({ ...s3, bucket: bucket.hostname, prefix: prefix && `${prefix}/` });
  },
};
