import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { PlainRefusals } from './plain-refusals.js';

/** What controllers throw, and paths that nobody serves. */
@Catch()
export class RefusalFilter implements ExceptionFilter {
  constructor(@Inject(PlainRefusals) private readonly refusals: PlainRefusals) {}

  catch(error: unknown, host: ArgumentsHost): void {
    this.refusals.answer(error, host.switchToHttp().getRequest(), host.switchToHttp().getResponse());
  }
}
