import { Readable } from 'node:stream';
import type { S3Client } from '@aws-sdk/client-s3';
import { type ObjectStore, ObjectStoreUnavailable } from './object-store.port.js';

/** Where a bucket is. Credentials come from where the AWS SDK looks for them, as `AWS_ACCESS_KEY_ID`. */
export interface S3Place {
  readonly bucket: string;
  /** Before each id, with its slash; empty for none. */
  readonly prefix: string;
  readonly region: string;
  /** Of another S3-compatible store; AWS itself where undefined. */
  readonly endpoint: string | undefined;
}

const CONNECT_MS = 5_000;
/** For all of one file, there or back. */
const ANSWER_MS = 120_000;

type Sdk = typeof import('@aws-sdk/client-s3');

/** Objects in a bucket of S3, or of a store that speaks as S3 does. */
export class S3Store implements ObjectStore {
  private constructor(
    private readonly sdk: Sdk,
    private readonly client: S3Client,
    private readonly place: S3Place,
  ) {}

  /** The SDK is loaded here: who keeps files in a folder does without it. */
  static async open(place: S3Place): Promise<S3Store> {
    const sdk = await import('@aws-sdk/client-s3');
    const { region, endpoint } = place;
    const client = new sdk.S3Client({
      region,
      // Names of buckets are part of the path where they are no names of hosts.
      ...(endpoint && { endpoint, forcePathStyle: true }),
      // Other stores know no checksums at the end of a body, and each piece carries its own tag.
      requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: ANSWER_MS },
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
    return new S3Store(sdk, client, place);
  }

  async put(objectId: string, bytes: Readable, size: number): Promise<void> {
    const ContentType = 'application/octet-stream';
    const put = { ...this.at(objectId), Body: bytes, ContentLength: size, ContentType };
    // The client would wait for the rest of a body that breaks off.
    const broken = new AbortController();
    bytes.once('error', () => broken.abort());
    await this.reached(this.client.send(new this.sdk.PutObjectCommand(put), { abortSignal: broken.signal }));
  }

  async get(objectId: string): Promise<Readable | undefined> {
    try {
      const { Body } = await this.client.send(new this.sdk.GetObjectCommand(this.at(objectId)));
      return Body as Readable;
    } catch (error) {
      if (error instanceof this.sdk.NoSuchKey) return undefined;
      throw new ObjectStoreUnavailable('the bucket cannot be read', { cause: error });
    }
  }

  async remove(objectId: string): Promise<void> {
    await this.reached(this.client.send(new this.sdk.DeleteObjectCommand(this.at(objectId))));
  }

  close(): void {
    this.client.destroy();
  }

  private at(objectId: string): { readonly Bucket: string; readonly Key: string } {
    return { Bucket: this.place.bucket, Key: `${this.place.prefix}${objectId}` };
  }

  private async reached(work: Promise<unknown>): Promise<void> {
    try {
      await work;
    } catch (error) {
      throw new ObjectStoreUnavailable('the bucket takes no file', { cause: error });
    }
  }
}
