@recognition @form
Feature: A valid signature in a rarer form is recognised abroad
  The standards leave the signer a choice. Each of these signatures is right, and each makes a choice that not every
  product makes.

  Each verifier meets every one of them once, from one signer that the seed of the round draws.

  Rule: How a document is named and written is the choice of the signer

    @case:jws-unencoded @clause:RFC_7797/3
    Scenario Outline: <signer> to <verifier>: the payload is signed without base64url
      Given the signature jws-unencoded of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> recognises it

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:xml-by-id @clause:XML_Signature/4.4.3.2
    Scenario Outline: <signer> to <verifier>: the document is named by the Id of its root
      Given the signature xml-by-id of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> recognises it

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:xml-manifest @clause:XML_Signature/5.1
    Scenario Outline: <signer> to <verifier>: a list of digests is signed in place of the document
      Given the signature xml-manifest of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> recognises it

      @pairs @rotate
      Examples:
        | signer | verifier |

  Rule: A signature brings what it is validated with
    Who has the proof in hand needs no network.

    @case:embedded-revocation @clause:EN_319_102-1/5.2.6
    Scenario Outline: <signer> to <verifier>: the response of the authority is in the signature alone
      Given the signature embedded-revocation of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> recognises it

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:embedded-list @clause:EN_319_102-1/5.2.6
    Scenario Outline: <signer> to <verifier>: the revocation list is in the signature alone
      Given the signature embedded-list of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> recognises it

      @pairs @rotate
      Examples:
        | signer | verifier |
