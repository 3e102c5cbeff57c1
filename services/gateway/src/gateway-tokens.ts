import { ID_PATTERN } from '@hengxin/contracts';
import { NotAuthenticated, TokenVerifier, type TokenClaims } from '@hengxin/identity';

/** Lets in only whom the bank could have: a subject that is no id would fail where it is stored, long after it was let in. */
export class GatewayTokens extends TokenVerifier {
  override known(token: string): TokenClaims | undefined {
    const claims = super.known(token);
    return claims && ID_PATTERN.test(claims.sub) ? claims : undefined;
  }
  override async verify(token: string | undefined): Promise<TokenClaims> {
    const claims = await super.verify(token);
    if (!ID_PATTERN.test(claims.sub)) throw new NotAuthenticated('TOKEN_INVALID');
    return claims;
  }
}
