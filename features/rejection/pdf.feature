@rejection @pdf
Feature: A PDF shows what was signed
  A signed PDF may grow: forms are filled in, others sign, archives add time-stamps. What a later revision must not do
  is show another document. Each scenario deviates in one thing from a file that the same verifier accepts.

  Rule: A later revision must not change what is shown
    All signed bytes are as they were; what was added behind them shows something else.

    @case:pdf-page-replaced @class:security @clause:ISO_32000-2/12.8.2
    Scenario Outline: <signer> to <verifier>: a later revision shows another text on the signed page
      Given the signature pdf-page-replaced of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:pdf-page-added @class:security @clause:ISO_32000-2/12.8.2
    Scenario Outline: <signer> to <verifier>: a later revision shows the page twice
      Given the signature pdf-page-added of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:pdf-annotation-over @class:security @clause:ISO_32000-2/12.8.2
    Scenario Outline: <signer> to <verifier>: an annotation with another text covers the signed one
      Given the signature pdf-annotation-over of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:pdf-reason-replaced @class:security @clause:ISO_32000-2/12.8.1
    Scenario Outline: <signer> to <verifier>: a later revision gives the signature another reason
      Given the signature pdf-reason-replaced of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:pdf-store-removed @class:policy @clause:EN_319_142-1/5.4.2
    Scenario Outline: <signer> to <verifier>: validation material was taken away again
      Given the signature pdf-store-removed of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

  Rule: What was prepared before signing must not come to light afterwards
    In a shadow attack the forger drafts the document and hides in it what a later revision shows.

    @case:pdf-shadow-hide @class:security @clause:ISO_32000-2/12.8.2
    Scenario Outline: <signer> to <verifier>: a cover over a prepared text is taken away after signing
      Given the signature pdf-shadow-hide of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:pdf-shadow-replace @class:security @clause:ISO_32000-2/12.8.2
    Scenario Outline: <signer> to <verifier>: a later revision replaces the font, and digits look like others
      Given the signature pdf-shadow-replace of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:pdf-shadow-hide-and-replace @class:security @clause:ISO_32000-2/12.8.2
    Scenario Outline: <signer> to <verifier>: a later revision shows the pages that were hidden in the signed one
      Given the signature pdf-shadow-hide-and-replace of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

  Rule: A form is filled in as its signer permits
    Whoever certifies a form says what may still be done to it, and whoever signs may lock fields.

    @case:pdf-certified-form-changed @class:security @clause:ISO_32000-2/12.8.2.2
    Scenario Outline: <signer> to <verifier>: the author permits no change, and a field was filled in
      Given the signature pdf-certified-form-changed of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:pdf-certified-annotation @class:security @clause:ISO_32000-2/12.8.2.2
    Scenario Outline: <signer> to <verifier>: an annotation was laid over a certified form
      Given the signature pdf-certified-annotation of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:pdf-locked-field-changed @class:security @clause:ISO_32000-2/12.8.2.4
    Scenario Outline: <signer> to <verifier>: a field was filled in that the signature locks
      Given the signature pdf-locked-field-changed of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

  Rule: Everything but the value is signed
    The byte range leaves out the value and nothing else, and there is a value.

    @case:pdf-byte-range-gap @class:security @clause:ISO_32000-2/12.8.1
    Scenario Outline: <signer> to <verifier>: the byte range leaves out more than the value
      Given the signature pdf-byte-range-gap of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:pdf-byte-range-short @class:security @clause:ISO_32000-2/12.8.1
    Scenario Outline: <signer> to <verifier>: the byte range ends before the revision
      Given the signature pdf-byte-range-short of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:pdf-byte-range-null @class:security @clause:ISO_32000-2/12.8.1
    Scenario Outline: <signer> to <verifier>: the byte range is null
      Given the signature pdf-byte-range-null of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:pdf-second-byte-range @class:security @clause:ISO_32000-2/12.8.1
    Scenario Outline: <signer> to <verifier>: a second byte range stands in the gap
      Given the signature pdf-second-byte-range of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:pdf-contents-missing @class:security @clause:ISO_32000-2/12.8.1
    Scenario Outline: <signer> to <verifier>: the signature has no value
      Given the signature pdf-contents-missing of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:pdf-contents-null @class:security @clause:ISO_32000-2/12.8.1
    Scenario Outline: <signer> to <verifier>: the value is a zero octet
      Given the signature pdf-contents-null of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:pdf-second-contents @class:security @clause:ISO_32000-2/12.8.1
    Scenario Outline: <signer> to <verifier>: a second value stands in the gap
      Given the signature pdf-second-contents of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:pdf-contents-digits @class:policy @clause:ISO_32000-2/12.8.1
    Scenario Outline: <signer> to <verifier>: digits other than zero stand behind the value
      Given the signature pdf-contents-digits of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

  Rule: Every program must see the same document
    Objects that stand twice or outside of all revisions are taken up by some programs and not by others.

    @case:pdf-object-twice @class:policy @clause:ISO_32000-2/7.5.4
    Scenario Outline: <signer> to <verifier>: an object stands twice in the signed revision
      Given the signature pdf-object-twice of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |

    @case:pdf-stray-bytes @class:policy @clause:ISO_32000-2/7.5.6
    Scenario Outline: <signer> to <verifier>: an object stands behind the end of the file
      Given the signature pdf-stray-bytes of <signer> as <format> <level>, <packaging>, with <suite>
      When <verifier> is asked whether the signature is valid
      Then <verifier> refuses it, though it recognises its twin

      @pairs @rotate
      Examples:
        | signer | verifier |
