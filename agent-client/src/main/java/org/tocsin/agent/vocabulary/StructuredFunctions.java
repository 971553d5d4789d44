package org.tocsin.agent.vocabulary;

import static org.tocsin.agent.expression.Function.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tocsin.agent.expression.EvaluationFailure;
import org.tocsin.agent.expression.Function;
import org.tocsin.agent.expression.GoText;
import org.tocsin.agent.expression.Nil;
import org.tocsin.agent.expression.Type;

/** Functions over JSON, key-value and XML text. */
final class StructuredFunctions {
  private StructuredFunctions() {}

  static Map<String, Function> all() {
    XmlReading xml = new XmlReading();
    return Map.of(
        "JsonExtract",
        Function.of(Type.TEXT, 2, a -> JsonText.extract(text(a, 0, "JsonExtract"), path(a))),
        "JsonExtractUnescape",
        Function.of(Type.TEXT, 2, 50, StructuredFunctions::unescaped),
        "UnmarshalJSON",
        Function.of(
                Type.ANY,
                3,
                a -> store(a, "UnmarshalJSON", JsonText.parse(text(a, 0, "UnmarshalJSON"))))
            .withEffects(),
        "ToJsonString",
        Function.of(Type.TEXT, 1, a -> GoText.plain(a[0])),
        "ParseKV",
        Function.of(Type.ANY, 3, a -> store(a, "ParseKV", KeyValues.parse(text(a, 0, "ParseKV"))))
            .withEffects(),
        "ParseKVLax",
        Function.of(
                Type.ANY,
                3,
                a -> store(a, "ParseKVLax", LaxKeyValues.parse(text(a, 0, "ParseKVLax"))))
            .withEffects(),
        "XMLGetNodeValue",
        Function.of(
            Type.TEXT,
            2,
            a -> xml.text(text(a, 0, "XMLGetNodeValue"), text(a, 1, "XMLGetNodeValue"))),
        "XMLGetAttributeValue",
        Function.of(Type.TEXT, 3, a -> attribute(xml, a)));
  }

  private static String attribute(XmlReading xml, Object[] a) {
    String function = "XMLGetAttributeValue";
    return xml.attribute(text(a, 0, function), text(a, 1, function), text(a, 2, function));
  }

  private static List<String> path(Object[] arguments) {
    return JsonText.path(text(arguments, 1, "JsonExtract"));
  }

  private static Object unescaped(Object[] arguments) {
    List<String> keys = new ArrayList<>();
    for (int i = 1; i < arguments.length; i++) {
      keys.add(text(arguments, i, "JsonExtractUnescape"));
    }
    return JsonText.extractUnescaped(text(arguments, 0, "JsonExtractUnescape"), keys);
  }

  private static Object store(Object[] arguments, String function, Object value) {
    if (!(arguments[1] instanceof Map<?, ?> target)) {
      throw new EvaluationFailure(function + ": expected a map to store in");
    }
    @SuppressWarnings("unchecked") // rules only ever hold maps from text to values
    Map<String, Object> map = (Map<String, Object>) target;
    map.put(text(arguments, 2, function), value);
    return Nil.NIL;
  }
}
