using System.Text;
using System.Text.Json;
using Cluster.Cli.Gateway;
using Cluster.Featurization;

namespace Cluster.Cli.Features;

/// <summary>The features of one file as one line of JSON. A value that is not a number is <c>null</c>.</summary>
internal static class FeaturesJson
{
    /// <summary>Writes the line, without its line feed.</summary>
    /// <param name="file">The file's name, as the command line has it.</param>
    /// <param name="schema">The schema of the vector.</param>
    /// <param name="audio">What was read.</param>
    /// <param name="features">The features, with statistics over frames.</param>
    public static string Write(string file, FeatureSchema schema, AudioInfo audio, ClipFeatures features)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, GatewayJson.Readable))
        {
            json.WriteStartObject();
            json.WriteString("file", file);
            if (schema.Form == FeatureForm.Columns) Columns(json, schema, features);
            else Vector(json, schema, features);
            json.WriteNumber("durationS", audio.DurationS);
            json.WriteNumber("sampleRate", audio.SampleRate);
            json.WriteNumber("channels", audio.Channels);
            json.WriteString("format", audio.Format);
            Number(json, "loudnessLufs", features.LoudnessLufs ?? double.NaN);
            Number(json, "gainDb", features.GainDb);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void Columns(Utf8JsonWriter json, FeatureSchema schema, ClipFeatures features)
    {
        json.WriteString("schema", schema.Id);
        json.WriteStartObject("columns");
        foreach (var (name, value) in schema.Names.Zip(features.Columns)) Number(json, name, value);
        json.WriteEndObject();
        json.WriteNumber("samples", features.Samples);
    }

    private static void Vector(Utf8JsonWriter json, FeatureSchema schema, ClipFeatures features)
    {
        json.WriteNumber("samples", features.Samples);
        json.WriteNumber("frames", features.Frames);
        json.WriteString("schema", schema.Id);
        json.WriteStartObject("scalars");
        Number(json, "tempo", features.Tempo);
        Number(json, "tuning", features.Tuning);
        json.WriteEndObject();
        Summary(json, features);
        json.WriteStartArray("vector");
        foreach (var value in features.Vector) Value(json, value);
        json.WriteEndArray();
    }

    private static void Summary(Utf8JsonWriter json, ClipFeatures features)
    {
        json.WriteStartObject("summary");
        foreach (var family in FeatureSchema.Families)
        {
            if (features.FrameSummary?.GetValueOrDefault(family) is not { } summary) continue;
            json.WriteStartObject(FeatureSchema.NameOf(family));
            Array(json, "mean", summary.Mean);
            Array(json, "std", summary.Std);
            Array(json, "p10", summary.P10);
            Array(json, "p90", summary.P90);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Array(Utf8JsonWriter json, string name, double[] values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            if (double.IsFinite(value)) json.WriteNumberValue(value);
            else json.WriteNullValue();
        }

        json.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(name, value);
        else json.WriteNull(name);
    }

    private static void Value(Utf8JsonWriter json, float value)
    {
        if (float.IsFinite(value)) json.WriteNumberValue(value);
        else json.WriteNullValue();
    }
}
