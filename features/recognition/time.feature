@recognition @time
Feature: A signature outlives the certificate that made it
  A time-stamp proves that the signature existed while its certificate was good.
  What happens to the certificate afterwards must not undo the signature.

  @case:before-revocation @clause:EN_319_102-1/5.5.4
  Scenario Outline: <signer> to <verifier>, <format>: signed and time-stamped before the certificate was revoked
    Given the signature before-revocation of <signer> as <format> <level>, <packaging>, with <suite>
    When <verifier> is asked whether the signature is valid
    Then <verifier> recognises it

    @pairs
    Examples: each direction
      | signer | verifier |

    @pairs @rotate
    Examples: each verifier, in every format that it claims
      | signer | verifier | format |

  @case:before-expiry @clause:EN_319_102-1/5.5.4
  Scenario Outline: <signer> to <verifier>, <format>: signed and time-stamped before the certificate expired
    Given the signature before-expiry of <signer> as <format> <level>, <packaging>, with <suite>
    When <verifier> is asked whether the signature is valid
    Then <verifier> recognises it

    @pairs
    Examples: each direction
      | signer | verifier |

    @pairs @rotate
    Examples: each verifier, in every format that it claims
      | signer | verifier | format |

  @case:before-key-compromise @clause:EN_319_102-1/5.5.4
  Scenario Outline: <signer> to <verifier>, <format>: signed and time-stamped before the key was stolen
    Given the signature before-key-compromise of <signer> as <format> <level>, <packaging>, with <suite>
    When <verifier> is asked whether the signature is valid
    Then <verifier> recognises it

    @pairs @rotate
    Examples:
      | signer | verifier | format |

  @case:archived @clause:EN_319_102-1/5.6
  Scenario Outline: <signer> to <verifier>, <format>: archived before its time-stamping authority expired
    Given the signature archived of <signer> as <format> <level>, <packaging>, with <suite>
    When <verifier> is asked whether the signature is valid
    Then <verifier> recognises it

    @pairs @rotate
    Examples:
      | signer | verifier | format |

  @case:content-stamp @clause:EN_319_122-1/5.2.8
  Scenario Outline: <signer> to <verifier>, <format>: the content was time-stamped before it was signed
    Given the signature content-stamp of <signer> as <format> <level>, <packaging>, with <suite>
    When <verifier> is asked whether the signature is valid
    Then <verifier> recognises it

    @pairs @rotate
    Examples:
      | signer | verifier | format |
