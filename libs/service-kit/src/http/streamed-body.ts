import { SetMetadata } from '@nestjs/common';

const STREAMED_BODY = 'hengxin:streamed-body';

/** A handler that reads its request's body itself: nothing parses it, and no limit of a JSON body holds for it. */
export const StreamedBody = (): MethodDecorator => SetMetadata(STREAMED_BODY, true);

export function readsItsBody(handler: object): boolean {
  return Reflect.getMetadata(STREAMED_BODY, handler) === true;
}
