import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Role } from '@hengxin/contracts';
import { Authentication, type Headers } from '../http/authentication.js';
import { ReadYourWrites } from '../service-progress.js';
import { ALLOWED_ROLES, READS_FROM } from './allow.js';
import { QueryRefused } from './query-refused.js';
import type { RequestContext } from './request-context.js';

interface Access {
  readonly roles: ReadonlySet<Role> | undefined;
  readonly readsFrom: readonly string[] | undefined;
}

/** A request of an HTTP controller, once its caller is known. */
export interface AuthenticatedRequest {
  requestContext?: RequestContext;
}

/**
 * Stands before every root resolver and HTTP handler: without `@Allow` nobody passes, with it only the named roles do.
 * Reads that name a position wait here until the read models have passed it.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  private readonly accesses = new WeakMap<object, Access>();

  constructor(
    private readonly readYourWrites: ReadYourWrites,
    private readonly authentication: Authentication,
  ) {}

  canActivate(execution: ExecutionContext): boolean | Promise<boolean> {
    const access = this.accessOf(execution.getHandler());
    if (execution.getType<string>() !== 'graphql') return this.admitHttp(execution, access);
    const [, args, context] = execution.getArgs<[unknown, Record<string, unknown> | undefined, RequestContext]>();
    admit(access, context);
    const waiting = this.readYourWrites.caughtUp(context, args?.['atLeast'], access.readsFrom);
    return waiting ? waiting.then(() => true) : true;
  }

  private async admitHttp(execution: ExecutionContext, access: Access): Promise<boolean> {
    const request = execution.switchToHttp().getRequest<AuthenticatedRequest & { readonly headers: Headers }>();
    request.requestContext = await this.authentication.authenticate(request.headers);
    admit(access, request.requestContext);
    return true;
  }

  private accessOf(handler: object): Access {
    let access = this.accesses.get(handler);
    if (!access) {
      access = {
        roles: Reflect.getMetadata(ALLOWED_ROLES, handler) as Access['roles'],
        readsFrom: Reflect.getMetadata(READS_FROM, handler) as Access['readsFrom'],
      };
      this.accesses.set(handler, access);
    }
    return access;
  }
}

function admit(access: Access, context: RequestContext): void {
  if (!access.roles?.has(context.caller?.role)) throw new QueryRefused('NOT_ALLOWED');
}
