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

  Rule: Any file is a document
    A signature is over octets, whatever they mean.

    @case:document-alphabets @clause:EN_319_102-1/5.2.7
    Scenario Outline: <signer> to <verifier>: a text with all letters of the member states
      Given the signature document-alphabets of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> recognises it

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:document-json @clause:EN_319_102-1/5.2.7
    Scenario Outline: <signer> to <verifier>: a message in JSON
      Given the signature document-json of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> recognises it

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:document-binary @clause:EN_319_102-1/5.2.7
    Scenario Outline: <signer> to <verifier>: a file with every octet
      Given the signature document-binary of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> recognises it

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:document-empty @clause:EN_319_102-1/5.2.7
    Scenario Outline: <signer> to <verifier>: an empty file
      Given the signature document-empty of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> recognises it

      @pairs @rotate
      Examples:
        | signer | verifier |

  Rule: A named policy is no obstacle
    The signature says under which rules it was made. Who does not know them judges by the common ones.

    @case:policy-tr-p2 @clause:EN_319_102-1/5.2.4
    Scenario Outline: <signer> to <verifier>, <format>: under the Turkish policy P2
      Given the signature policy-tr-p2 of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> recognises it

      @pairs @rotate
      Examples:
        | signer | verifier | format |

    @case:policy-tr-p3 @clause:EN_319_102-1/5.2.4
    Scenario Outline: <signer> to <verifier>, <format>: under the Turkish policy P3
      Given the signature policy-tr-p3 of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> recognises it

      @pairs @rotate
      Examples:
        | signer | verifier | format |

    @case:policy-tr-p4 @clause:EN_319_102-1/5.2.4
    Scenario Outline: <signer> to <verifier>, <format>: under the Turkish policy P4
      Given the signature policy-tr-p4 of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> recognises it

      @pairs @rotate
      Examples:
        | signer | verifier | format |

    @case:policy-carried @clause:EN_319_122-1/5.2.10
    Scenario Outline: <signer> to <verifier>: the signature carries its policy
      Given the signature policy-carried of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> recognises it

      @pairs @rotate
      Examples:
        | signer | verifier |
