using System.Collections.Frozen;
using Cluster.Abstractions.Emotions;

namespace Cluster.Modeling.Importing;

/// <summary>Names of emotions as data sets write them: the display names of <see cref="EmotionNames"/> and their near synonyms in the three languages.</summary>
internal static class LabelNames
{
    private static readonly FrozenDictionary<string, EmotionLabel> Synonyms = new Dictionary<EmotionLabel, string[]>
    {
        [EmotionLabel.Happy] = ["happiness", "joy", "joyful", "cheerful", "felicidad", "alegre", "alegría", "contento", "contenta", "mutluluk", "neşeli", "neşe"],
        [EmotionLabel.Sad] = ["sadness", "tristeza", "üzgün", "üzüntü", "hüzün", "kederli"],
        [EmotionLabel.Angry] = ["anger", "enojada", "enojo", "enfadado", "enfadada", "enfado", "furioso", "furiosa", "ira", "kızgın", "kızgınlık", "öfke", "sinirli"],
        [EmotionLabel.Relaxed] =
            ["relaxation", "relaxing", "calm", "peaceful", "relajada", "relajación", "relajante", "tranquilo", "tranquila", "calma", "rahat", "rahatlamış", "huzurlu", "dingin"],
    }.SelectMany(pair => pair.Value.Select(name => (Name: NameFolding.Fold(name), Label: pair.Key))).ToFrozenDictionary(pair => pair.Name, pair => pair.Label);

    /// <summary>Reads a name in English, Spanish or Turkish: any case, padded, with or without its diacritics.</summary>
    public static bool TryParse(string text, out EmotionLabel label) =>
        EmotionNames.TryParse(text, out label) || Synonyms.TryGetValue(NameFolding.Fold(text), out label);
}
